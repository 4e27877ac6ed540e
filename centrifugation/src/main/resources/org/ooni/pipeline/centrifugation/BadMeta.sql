INSERT INTO badmeta (autoclaved_no, report_no, exc_report, exc_measurement)
SELECT
    autoclaved_no,
    report_no,
    coalesce(array_agg(exc_report ORDER BY occurrence) FILTER (WHERE exc_report IS NOT NULL), '{}'),
    coalesce(array_agg(exc_measurement ORDER BY occurrence) FILTER (WHERE exc_measurement IS NOT NULL), '{}')
FROM badmeta_
GROUP BY autoclaved_no, report_no
ORDER BY autoclaved_no, report_no
