CREATE SEQUENCE dupgrp_no_seq;

CREATE TABLE repeated_report (
    dupgrp_no int4 NOT NULL,
    used bool NOT NULL,
    textname text NOT NULL UNIQUE,
    orig_sha1 sha1 NOT NULL,
    orig_sha512 sha512 NOT NULL
);

-- One report, collected twice with its measurements in another order. Groups entered by hand have negative numbers.
INSERT INTO repeated_report (dupgrp_no, used, textname, orig_sha1, orig_sha512) VALUES (
    -1,
    true,
    '2016-02-11/20160210T163242Z-IR-AS201227-http_requests-yZthLDkKNe6IdePf7B1gMgNvRxSMDwNGWD6BB1MWcuY2T3q7oLmDQkjhZARARuic-0.1.0-probe.yaml',
    '\xc55364504c1099ab93fc5eae3b55fa202bc244dd',
    '\x18f8c9cca8b76c53063acce30ec328bd54cff5fd399cfef4ab0666aece0b5f8681e6fab6ca73113ace4f0ff10389451f3ccd737d69a23db258eea73cccdc9798'
), (
    -1,
    false,
    '2016-02-23/20160210T163242Z-IR-AS201227-http_requests-yZthLDkKNe6IdePf7B1gMgNvRxSMDwNGWD6BB1MWcuY2T3q7oLmDQkjhZARARuic-0.1.0-probe.yaml',
    '\x048ef97b2856af05ff05d54eccb03c188bbf3f18',
    '\xb042c07fab30a8d855c1b60017b10235f0fabe76e75da25422d66c004fa4b6d8e23ebb48c5cc8ac31b0bf93e9140f3ec95d9702fff8e5744973959b0ec4cd237'
);

-- For a person to call: it complains of any database that has not read the bucket 2016-02-11.
CREATE FUNCTION ooconstraint_repeated_report() RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE
    unwanted bigint;
    missing bigint;
BEGIN
    SELECT count(*) FILTER (WHERE NOT known.used AND report.report_no IS NOT NULL),
           count(*) FILTER (WHERE known.used AND report.report_no IS NULL)
      INTO unwanted, missing
      FROM repeated_report AS known
      LEFT JOIN report ON report.textname = known.textname;
    IF unwanted > 0 OR missing > 0 THEN
        RAISE EXCEPTION 'repeated_report: % unused duplicates are in report, % used ones are not', unwanted, missing
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END
$$;

COMMENT ON TABLE repeated_report IS 'Original reports that the archive holds more than once, and which copy is read';
COMMENT ON FUNCTION ooconstraint_repeated_report() IS 'Raises unless report holds exactly the used copy of every repeated report';
