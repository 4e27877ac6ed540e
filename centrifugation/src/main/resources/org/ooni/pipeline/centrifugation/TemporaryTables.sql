CREATE TEMPORARY TABLE this_run (
    bucket_date date NOT NULL,
    today date NOT NULL,
    code_ver int4 NOT NULL
) ON COMMIT DROP;

-- What the plan says. Feeders of this program, and tables of plug-ins that it does not have.
CREATE TEMPORARY TABLE this_feeder (
    tbl text NOT NULL,
    sink text NOT NULL,
    version int4,
    plug_in bool NOT NULL
) ON COMMIT DROP;

-- Which tables lose their rows of which file.
CREATE TEMPORARY TABLE redo_file (
    autoclaved_no int4 NOT NULL,
    tbl text NOT NULL
) ON COMMIT DROP;

-- Files that are reingested or forgotten.
CREATE TEMPORARY TABLE gone_file (
    autoclaved_no int4 NOT NULL,
    filename text NOT NULL
) ON COMMIT DROP;

-- The index. Numbers are drawn here, so that they follow the order of the index; 0 waits for the number it had.
CREATE TEMPORARY TABLE autoclaved_meta (
    autoclaved_no int4 NOT NULL DEFAULT nextval('autoclaved_no_seq'),
    autoclaved_xref int4 NOT NULL,
    filename text NOT NULL,
    file_size int8 NOT NULL,
    file_crc32 int4 NOT NULL,
    file_sha1 bytea NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE textname_meta (
    filename text NOT NULL,
    textname text NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE report_meta (
    report_no int4 NOT NULL DEFAULT nextval('report_no_seq'),
    report_xref int4 NOT NULL,
    autoclaved_xref int4 NOT NULL,
    badtail int8,
    textname text NOT NULL,
    orig_sha1 bytea NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE measurement_meta (
    msm_no int4 NOT NULL DEFAULT nextval('msm_no_seq'),
    report_xref int4 NOT NULL,
    frame_off int8 NOT NULL,
    frame_size int4 NOT NULL,
    frame_text_size int4 NOT NULL,
    intra_off int4 NOT NULL,
    intra_size int4 NOT NULL,
    orig_sha1 bytea NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE badblob_meta (
    filename text NOT NULL,
    textname text NOT NULL,
    canned_off int8 NOT NULL,
    canned_size int8 NOT NULL,
    orig_sha1 bytea NOT NULL,
    exc_str text NOT NULL
) ON COMMIT DROP;

-- What measurements say.
CREATE TEMPORARY TABLE report_blob (
    report_no int4 NOT NULL,
    test_start_time timestamp NOT NULL,
    probe_cc char(2) NOT NULL,
    probe_asn int4 NOT NULL,
    probe_ip inet,
    test_name ootest,
    report_id text,
    software_no int4 NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE measurement_blob (
    msm_no int4 NOT NULL,
    measurement_start_time timestamp,
    test_runtime real,
    id uuid NOT NULL,
    input text,
    exc int4[],
    residual_sha256 bytea NOT NULL
) ON COMMIT DROP;

-- Residuals by the digest of their text as it was sent: once each, or now and then once more.
CREATE TEMPORARY TABLE residual_blob (
    sha256 bytea NOT NULL,
    residual jsonb NOT NULL
) ON COMMIT DROP;

CREATE TEMPORARY TABLE badmeta_ (
    occurrence int8 NOT NULL,
    autoclaved_no int4 NOT NULL,
    report_no int4 NOT NULL,
    exc_report int4,
    exc_measurement int4
) ON COMMIT DROP;

-- Failures of reprocessing.
CREATE TEMPORARY TABLE measurement_exc (
    msm_no int4 NOT NULL,
    exc int4[] NOT NULL
) ON COMMIT DROP;
