DO $$
DECLARE
    shared bigint;
BEGIN
    SELECT count(*) INTO shared
      FROM (SELECT FROM report GROUP BY report_id HAVING count(*) > 1) AS several;
    IF shared > 0 THEN
        RAISE EXCEPTION 'rollback 14: % values of report.report_id belong to several reports and cannot be unique again', shared
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END
$$;
DROP INDEX report_report_id_idx;
ALTER TABLE report ADD CONSTRAINT report_report_id_key UNIQUE (report_id);

DROP INDEX vanilla_tor_msm_no_idx;

DROP INDEX input_input_trgm_idx;
DO $$
BEGIN
    CREATE INDEX input_input_trgm_idx ON input USING gist (input gist_trgm_ops);
EXCEPTION WHEN program_limit_exceeded THEN
    RAISE EXCEPTION 'rollback 14: an input is too long for the GiST index that was here before: %', SQLERRM
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;
