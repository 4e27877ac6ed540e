WITH refused AS (
    SELECT report_no, sum(cardinality(exc_report) + cardinality(exc_measurement)) AS measurements
    FROM badmeta
    WHERE autoclaved_no = ?
    GROUP BY report_no
)
SELECT
    r.textname, r.report_no, r.orig_sha1, r.badtail, s.software_no IS NOT NULL, coalesce(b.measurements, 0)
FROM report r
LEFT JOIN software s USING (software_no)
LEFT JOIN refused b USING (report_no)
WHERE r.autoclaved_no = ?
