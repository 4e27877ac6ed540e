-- The last 31 days, what clocks of probes place after today, and older days that were counted when they were recent.
CREATE TEMPORARY TABLE daily_days ON COMMIT DROP AS
SELECT DISTINCT test_day FROM ooexpl_daily_msm_count JOIN this_run USING (bucket_date) WHERE test_day < today - 31;

DELETE FROM ooexpl_daily_msm_count WHERE bucket_date = (SELECT bucket_date FROM this_run);

INSERT INTO ooexpl_daily_msm_count (count, probe_cc, probe_asn, test_name, test_day, bucket_date)
SELECT count(*), probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date
FROM this_run
JOIN autoclaved USING (bucket_date)
JOIN report USING (autoclaved_no)
JOIN measurement USING (report_no)
WHERE test_name IS NOT NULL
    AND (measurement_start_time > today - 31 OR measurement_start_time::date IN (SELECT test_day FROM daily_days))
GROUP BY probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date
