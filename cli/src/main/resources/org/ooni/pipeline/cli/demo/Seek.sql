SELECT a.filename, m.frame_off, m.frame_size, m.intra_off, m.intra_size
  FROM measurement m
  JOIN report r USING (report_no)
  JOIN autoclaved a USING (autoclaved_no)
  JOIN software s USING (software_no)
 WHERE s.test_name = 'telegram'
 ORDER BY m.intra_size, m.msm_no
 LIMIT 1
