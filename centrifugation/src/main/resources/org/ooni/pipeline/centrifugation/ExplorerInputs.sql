-- The last 31 days without today.
DELETE FROM ooexpl_wc_input_counts AS stale
USING this_run
WHERE stale.bucket_date = this_run.bucket_date
    AND stale.test_day >= this_run.today - 31 AND stale.test_day < this_run.today;

-- The unique index over the input takes entries of some 2.7 kB at most.
INSERT INTO ooexpl_wc_input_counts (
    input, confirmed_count, anomaly_count, failure_count, total_count, test_day, bucket_date, probe_cc, probe_asn)
SELECT
    input,
    count(*) FILTER (WHERE confirmed),
    count(*) FILTER (WHERE anomaly AND NOT coalesce(confirmed, FALSE) AND NOT coalesce(msm_failure, FALSE)),
    count(*) FILTER (WHERE msm_failure),
    count(*),
    date_trunc('day', test_start_time), bucket_date, probe_cc, probe_asn
FROM this_run
JOIN autoclaved USING (bucket_date)
JOIN report USING (autoclaved_no)
JOIN measurement USING (report_no)
JOIN input USING (input_no)
WHERE test_name = 'web_connectivity' AND octet_length(input) <= 2000
    AND test_start_time >= today - 31 AND test_start_time < today
GROUP BY input, date_trunc('day', test_start_time), bucket_date, probe_cc, probe_asn
