SELECT
    m.msm_no, m.frame_off, m.frame_size, m.intra_off, m.intra_size, m.orig_sha1, m.id::text, m.input_no, i.input,
    r.textname, d.residual_no IS NOT NULL
FROM report r
JOIN measurement m USING (report_no)
LEFT JOIN input i USING (input_no)
LEFT JOIN residual d USING (residual_no)
WHERE r.autoclaved_no = ?
ORDER BY m.frame_off, m.intra_off, m.msm_no
