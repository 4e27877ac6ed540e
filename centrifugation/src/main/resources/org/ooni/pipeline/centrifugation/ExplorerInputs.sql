-- The last 31 days without today, and older days that were counted when they were recent.
CREATE TEMPORARY TABLE input_days ON COMMIT DROP AS
SELECT DISTINCT test_day FROM ooexpl_wc_input_counts JOIN this_run USING (bucket_date);

DELETE FROM ooexpl_wc_input_counts WHERE bucket_date = (SELECT bucket_date FROM this_run);

-- Reports first: of most buckets none is counted. The unique index over the input takes entries of some 2.7 kB at most.
INSERT INTO ooexpl_wc_input_counts (
    input, confirmed_count, anomaly_count, failure_count, total_count, test_day, bucket_date, probe_cc, probe_asn)
WITH counted AS MATERIALIZED (
    SELECT report_no, date_trunc('day', test_start_time) AS test_day, bucket_date, probe_cc, probe_asn
    FROM this_run
    JOIN autoclaved USING (bucket_date)
    JOIN report USING (autoclaved_no)
    WHERE test_name = 'web_connectivity'
        AND (test_start_time >= today - 31 AND test_start_time < today
            OR date_trunc('day', test_start_time) IN (SELECT test_day FROM input_days))
)
SELECT
    input,
    count(*) FILTER (WHERE confirmed),
    count(*) FILTER (WHERE anomaly AND NOT coalesce(confirmed, FALSE) AND NOT coalesce(msm_failure, FALSE)),
    count(*) FILTER (WHERE msm_failure),
    count(*),
    test_day, bucket_date, probe_cc, probe_asn
FROM counted
JOIN measurement USING (report_no)
JOIN input USING (input_no)
WHERE octet_length(input) <= 2000
GROUP BY input, test_day, bucket_date, probe_cc, probe_asn
