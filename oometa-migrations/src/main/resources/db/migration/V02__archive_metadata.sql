-- No foreign keys, here or later: their triggers cost more than the COPY they guard. The program keeps references whole.

CREATE SEQUENCE autoclaved_no_seq AS int4;
-- Drawn while staging tables are filled, so that a file read again can keep its numbers: no column defaults to these two.
CREATE SEQUENCE report_no_seq;
CREATE SEQUENCE msm_no_seq;

CREATE TABLE autoclaved (
    autoclaved_no int4 NOT NULL DEFAULT nextval('autoclaved_no_seq') PRIMARY KEY,
    filename text NOT NULL UNIQUE,
    bucket_date date NOT NULL,
    code_ver int4 NOT NULL,
    file_size size4 NOT NULL,
    file_crc32 int4 NOT NULL,
    file_sha1 sha1 NOT NULL,
    -- Holds for DateStyle ISO alone.
    CHECK (substr(filename, 1, 11) = bucket_date || '/')
);
ALTER SEQUENCE autoclaved_no_seq OWNED BY autoclaved.autoclaved_no;

CREATE TABLE software (
    software_no serial PRIMARY KEY,
    test_name text NOT NULL,
    test_version text NOT NULL,
    software_name text NOT NULL,
    software_version text NOT NULL,
    UNIQUE (test_name, test_version, software_name, software_version)
);

CREATE TABLE report (
    report_no int4 NOT NULL PRIMARY KEY,
    autoclaved_no int4 NOT NULL,
    test_start_time timestamp NOT NULL,
    probe_cc char(2) NOT NULL,
    probe_asn int4 NOT NULL,
    probe_ip inet,
    test_name ootest,
    badtail size4,
    textname text NOT NULL UNIQUE,
    orig_sha1 sha1 NOT NULL,
    report_id text NOT NULL UNIQUE,
    software_no int4
);

CREATE TABLE input (
    input_no serial PRIMARY KEY,
    input text
);
-- A btree over the text itself fails for values of more than some 2.7 kB; over its digest it never does.
CREATE UNIQUE INDEX input_input_sha256_key ON input (digest(input, 'sha256'));

CREATE TABLE residual (
    residual_no serial PRIMARY KEY,
    residual jsonb NOT NULL
);
CREATE UNIQUE INDEX residual_residual_sha256_key ON residual (digest(residual::text, 'sha256'));

CREATE TABLE measurement (
    msm_no int4 NOT NULL PRIMARY KEY,
    report_no int4 NOT NULL,
    frame_off size4 NOT NULL,
    frame_size size4 NOT NULL,
    intra_off size4 NOT NULL,
    intra_size size4 NOT NULL,
    measurement_start_time timestamp,
    test_runtime real,
    orig_sha1 sha1 NOT NULL,
    id uuid NOT NULL,
    input_no int4,
    exc int4[],
    residual_no int4 NOT NULL
);

COMMENT ON TABLE autoclaved IS 'The files of the public archive that this database has read';
COMMENT ON COLUMN autoclaved.filename IS 'Path below the archive''s root, bucket first: 2017-08-28/web_connectivity.00.tar.lz4';
COMMENT ON COLUMN autoclaved.code_ver IS 'Version of the Feeders that wrote the file''s rows; 0 asks for the file to be processed again';
COMMENT ON TABLE software IS 'Dictionary: which probe software ran which test';
COMMENT ON TABLE report IS 'The original report files that gave at least one measurement';
COMMENT ON COLUMN report.textname IS 'Path of the original report below its root, bucket first';
COMMENT ON TABLE input IS 'Dictionary: what a measurement measured, mostly a URL';
COMMENT ON TABLE residual IS 'Dictionary: what was left of a measurement once the Feeders had taken their parts (for debugging)';
COMMENT ON TABLE measurement IS 'The measurements inside the reports, and where in the archive each one is';
COMMENT ON COLUMN measurement.frame_off IS 'Where the LZ4 frame starts in the compressed file; intra_off then counts in the decompressed frame';
