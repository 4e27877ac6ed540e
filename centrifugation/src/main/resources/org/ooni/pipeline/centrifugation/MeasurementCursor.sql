DECLARE measurements NO SCROLL CURSOR FOR
SELECT
    f.filename, f.file_size, f.file_crc32, f.file_sha1, f.autoclaved_no,
    r.report_no, m.msm_no, m.frame_off, m.frame_size, m.frame_text_size, m.intra_off, m.intra_size
FROM autoclaved_meta f
LEFT JOIN (report_meta r JOIN measurement_meta m USING (report_xref)) USING (autoclaved_xref)
ORDER BY f.filename COLLATE "C", m.frame_off, m.intra_off
