-- The last 31 days, and what clocks of probes place after today.
DELETE FROM ooexpl_daily_msm_count AS stale
USING this_run
WHERE stale.bucket_date = this_run.bucket_date AND stale.test_day >= this_run.today - 31;

INSERT INTO ooexpl_daily_msm_count (count, probe_cc, probe_asn, test_name, test_day, bucket_date)
SELECT count(*), probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date
FROM this_run
JOIN autoclaved USING (bucket_date)
JOIN report USING (autoclaved_no)
JOIN measurement USING (report_no)
WHERE test_name IS NOT NULL AND measurement_start_time > today - 31
GROUP BY probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date
