SELECT textname, filename, count(msm_no)
FROM report JOIN autoclaved USING (autoclaved_no) LEFT JOIN measurement USING (report_no)
WHERE textname = ANY (?)
GROUP BY textname, filename
UNION ALL
SELECT textname, filename, 0
FROM badblob
WHERE textname = ANY (?)
