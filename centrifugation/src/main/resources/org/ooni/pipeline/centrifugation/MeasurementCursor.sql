DECLARE measurements NO SCROLL CURSOR FOR
SELECT *
FROM (
    SELECT
        f.filename, f.file_size, f.file_crc32, f.file_sha1, f.autoclaved_no,
        r.report_no, m.msm_no, m.frame_off, m.frame_size, m.frame_text_size, m.intra_off, m.intra_size
    FROM autoclaved_meta f
    LEFT JOIN (report_meta r JOIN measurement_meta m USING (report_xref)) USING (autoclaved_xref)
    UNION ALL
    -- To be reprocessed: rows of gone files are not there any more.
    SELECT
        a.filename, a.file_size, a.file_crc32, a.file_sha1, a.autoclaved_no,
        r.report_no, m.msm_no, m.frame_off, m.frame_size, NULL, m.intra_off, m.intra_size
    FROM (SELECT DISTINCT autoclaved_no FROM redo_file) d
    JOIN autoclaved a USING (autoclaved_no)
    JOIN report r USING (autoclaved_no)
    JOIN measurement m USING (report_no)
) AS place
ORDER BY filename COLLATE "C", frame_off, intra_off
