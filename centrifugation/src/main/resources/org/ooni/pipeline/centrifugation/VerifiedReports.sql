SELECT
    r.textname, r.report_no, r.orig_sha1, r.badtail, s.software_no IS NOT NULL,
    (SELECT coalesce(sum(cardinality(exc_report) + cardinality(exc_measurement)), 0) FROM badmeta b
     WHERE b.report_no = r.report_no AND b.autoclaved_no = r.autoclaved_no)
FROM report r LEFT JOIN software s USING (software_no)
WHERE r.autoclaved_no = ?
