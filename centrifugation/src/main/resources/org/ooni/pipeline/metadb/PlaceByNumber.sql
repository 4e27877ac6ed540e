SELECT filename, textname, frame_off, frame_size, intra_off, intra_size, measurement.id::text, 1 AS found
FROM measurement
JOIN report USING (report_no)
JOIN autoclaved USING (autoclaved_no)
WHERE msm_no = ?
