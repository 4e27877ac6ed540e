DELETE FROM ooexpl_wc_confirmed WHERE bucket_date = (SELECT bucket_date FROM this_run);

-- An input counts once a day, as confirmed if it was so once.
INSERT INTO ooexpl_wc_confirmed (confirmed_count, msm_count, test_day, bucket_date, probe_cc, probe_asn)
SELECT count(*) FILTER (WHERE confirmed), count(*), test_day, bucket_date, probe_cc, probe_asn
FROM (
    SELECT
        bool_or(confirmed) AS confirmed,
        date_trunc('day', test_start_time) AS test_day, bucket_date, probe_cc, probe_asn
    FROM this_run
    JOIN autoclaved USING (bucket_date)
    JOIN report USING (autoclaved_no)
    JOIN measurement USING (report_no)
    WHERE test_name = 'web_connectivity' AND input_no IS NOT NULL
    GROUP BY input_no, date_trunc('day', test_start_time), bucket_date, probe_cc, probe_asn
) AS input_of_a_day
GROUP BY test_day, bucket_date, probe_cc, probe_asn
