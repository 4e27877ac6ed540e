CREATE TABLE badmeta (
    autoclaved_no int4 NOT NULL,
    report_no int4,
    exc_report int4[] NOT NULL,
    exc_measurement int4[] NOT NULL
);

CREATE TABLE badrow (
    tbl text NOT NULL,
    code_ver int4 NOT NULL,
    datum bytea NOT NULL
);

-- Names, not numbers: a report of bad blobs only has no row of its own.
CREATE TABLE badblob (
    filename text NOT NULL,
    textname text NOT NULL,
    canned_off size4 NOT NULL,
    canned_size size4 NOT NULL,
    bucket_date date NOT NULL,
    orig_sha1 sha1 NOT NULL,
    exc_str text NOT NULL,
    PRIMARY KEY (filename, textname, canned_off)
);
CREATE INDEX badblob_bucket_date_idx ON badblob (bucket_date);

COMMENT ON TABLE badmeta IS 'Measurements left out because their metadata is unusable (for debugging)';
COMMENT ON TABLE badrow IS 'Lines that COPY refused, as they were sent (for debugging)';
COMMENT ON TABLE badblob IS 'Parts of reports that autoclaving could not use (for debugging)';
