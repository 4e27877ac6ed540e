-- Nothing reads or fills it. It is here so that the schema equals the one that the original's databases have.
CREATE TABLE originas (
    origin cidr NOT NULL,
    asn int4 NOT NULL
);
CREATE INDEX originas_origin_idx ON originas USING gist (origin inet_ops);

COMMENT ON TABLE originas IS 'Which network announces a prefix, after a dump of RouteViews; unused';
