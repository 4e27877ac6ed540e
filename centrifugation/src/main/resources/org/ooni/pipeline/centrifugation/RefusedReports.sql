-- Reports of which no measurement was accepted, by file: they have numbers and no row.
SELECT filename, count(DISTINCT b.report_no)
FROM autoclaved JOIN badmeta b USING (autoclaved_no)
WHERE bucket_date = ? AND NOT EXISTS (
    SELECT FROM report r WHERE r.report_no = b.report_no AND r.autoclaved_no = b.autoclaved_no)
GROUP BY filename
