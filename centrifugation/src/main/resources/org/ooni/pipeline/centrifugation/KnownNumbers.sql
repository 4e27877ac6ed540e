-- Numbers that survive the change of a file: of the file by its name, of a report by name and digest, of a measurement
-- by its place among those of the report that have the same digest.
ANALYZE autoclaved_meta, report_meta, measurement_meta (msm_no, report_xref, orig_sha1);

UPDATE autoclaved_meta m SET autoclaved_no = g.autoclaved_no
FROM gone_file g
WHERE m.autoclaved_no = 0 AND g.filename = m.filename;

UPDATE report_meta m SET report_no = r.report_no
FROM report r JOIN gone_file g USING (autoclaved_no)
WHERE m.report_no = 0 AND r.textname = m.textname AND r.orig_sha1 = m.orig_sha1;

UPDATE measurement_meta m SET msm_no = old.msm_no
FROM (
    SELECT
        msm_no, report_no, orig_sha1,
        row_number() OVER (PARTITION BY report_no, orig_sha1 ORDER BY frame_off, intra_off, msm_no) AS occurrence
    FROM old_measurement JOIN gone_file USING (autoclaved_no)
) AS old
JOIN (
    SELECT
        m.ctid AS place, r.report_no, m.orig_sha1,
        row_number() OVER (PARTITION BY r.report_no, m.orig_sha1 ORDER BY m.frame_off, m.intra_off) AS occurrence
    FROM measurement_meta m JOIN report_meta r USING (report_xref)
    WHERE m.msm_no = 0 AND r.report_no <> 0
) AS here USING (report_no, orig_sha1, occurrence)
WHERE m.ctid = here.place
