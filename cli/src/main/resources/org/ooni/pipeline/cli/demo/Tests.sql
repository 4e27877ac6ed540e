SELECT s.test_name, count(DISTINCT r.report_no), count(*), count(m.anomaly)
  FROM measurement m
  JOIN report r USING (report_no)
  JOIN software s USING (software_no)
 GROUP BY s.test_name
 ORDER BY count(*) DESC, s.test_name
