SELECT DISTINCT bucket_date
FROM autoclaved JOIN (
    SELECT left(textname, 10) AS day
    FROM repeated_report r
    WHERE used AND NOT EXISTS (SELECT FROM report WHERE report.textname = r.textname)
) AS lacking ON bucket_date::text = day
