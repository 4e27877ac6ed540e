SELECT coalesce(sum(cardinality(exc_report) + cardinality(exc_measurement)), 0)
FROM badmeta b
WHERE autoclaved_no = ? AND NOT EXISTS (
    SELECT FROM report r WHERE r.report_no = b.report_no AND r.autoclaved_no = b.autoclaved_no)
