-- The same report in two places of the index, or one that another bucket has brought already.
SELECT textname, string_agg(filename, ' and ' ORDER BY filename COLLATE "C") AS filenames
FROM textname_meta
GROUP BY textname
HAVING count(*) > 1
UNION ALL
SELECT m.textname, a.filename || ' of the database'
FROM report_meta m
JOIN report r USING (textname)
LEFT JOIN autoclaved a ON a.autoclaved_no = r.autoclaved_no
LIMIT 1
