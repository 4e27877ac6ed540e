DELETE FROM ooexpl_bucket_msm_count WHERE bucket_date = (SELECT bucket_date FROM this_run);

INSERT INTO ooexpl_bucket_msm_count (count, probe_asn, probe_cc, bucket_date)
SELECT count(*), probe_asn, probe_cc, bucket_date
FROM this_run
JOIN autoclaved USING (bucket_date)
JOIN report USING (autoclaved_no)
JOIN measurement USING (report_no)
GROUP BY probe_asn, probe_cc, bucket_date
