-- Those of all files that are touched, as they stand in the database.
CREATE TEMPORARY TABLE old_measurement ON COMMIT DROP AS
SELECT m.msm_no, r.autoclaved_no, m.report_no, m.frame_off, m.intra_off, m.orig_sha1
FROM (SELECT DISTINCT autoclaved_no FROM redo_file UNION SELECT autoclaved_no FROM gone_file) f
JOIN report r USING (autoclaved_no)
JOIN measurement m USING (report_no);

ANALYZE old_measurement, redo_file, gone_file
