INSERT INTO report (
    report_no, autoclaved_no, test_start_time, probe_cc, probe_asn, probe_ip, test_name, badtail, textname,
    orig_sha1, report_id, software_no)
SELECT
    report_no, a.autoclaved_no, b.test_start_time, b.probe_cc, b.probe_asn, b.probe_ip, b.test_name, m.badtail,
    m.textname, m.orig_sha1,
    coalesce(b.report_id, translate(encode(m.orig_sha1, 'base64'), '/+=', '_-')),
    b.software_no
FROM report_blob b
JOIN report_meta m USING (report_no)
JOIN autoclaved_meta a USING (autoclaved_xref)
ORDER BY report_no
