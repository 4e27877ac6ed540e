-- Readers see the old rows until the end; two imports wait for each other.
LOCK TABLE originas IN SHARE ROW EXCLUSIVE MODE;
CREATE TEMPORARY TABLE originas_loaded (
    origin cidr NOT NULL,
    asn int4 NOT NULL
) ON COMMIT DROP;
