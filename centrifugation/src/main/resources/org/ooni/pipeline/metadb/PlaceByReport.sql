SELECT filename, textname, frame_off, frame_size, intra_off, intra_size, measurement.id::text, count(*) OVER () AS found
FROM measurement
JOIN report USING (report_no)
JOIN autoclaved USING (autoclaved_no)
LEFT JOIN input USING (input_no)
WHERE report_id = ? AND (CAST(? AS text) IS NULL OR input = ?)
ORDER BY msm_no
LIMIT 1
