INSERT INTO measurement (
    msm_no, report_no, frame_off, frame_size, intra_off, intra_size, measurement_start_time, test_runtime,
    orig_sha1, id, input_no, exc, residual_no, anomaly, confirmed)
SELECT
    msm_no, r.report_no, m.frame_off, m.frame_size, m.intra_off, m.intra_size, b.measurement_start_time,
    b.test_runtime, m.orig_sha1, b.id, i.input_no, b.exc, d.residual_no, f.anomaly, f.confirmed
FROM measurement_blob b
JOIN measurement_meta m USING (msm_no)
JOIN report_meta r USING (report_xref)
JOIN residual_number d ON d.sha256 = b.residual_sha256
LEFT JOIN input i ON digest(i.input, 'sha256') = digest(b.input, 'sha256')
LEFT JOIN flags_new f USING (msm_no)
ORDER BY msm_no
