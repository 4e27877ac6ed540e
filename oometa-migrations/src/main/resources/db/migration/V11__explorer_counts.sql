CREATE TABLE ooexpl_bucket_msm_count (
    count int4,
    probe_asn int4,
    probe_cc char(2),
    bucket_date date,
    PRIMARY KEY (probe_asn, probe_cc, bucket_date)
);

CREATE TABLE ooexpl_daily_msm_count (
    count int4,
    probe_cc char(2),
    probe_asn int4,
    test_name ootest,
    test_day date,
    bucket_date date,
    PRIMARY KEY (probe_cc, probe_asn, test_name, test_day, bucket_date)
);

-- What is here already is counted now; centrifugation counts each bucket from then on, by the same rules.
INSERT INTO ooexpl_bucket_msm_count (count, probe_asn, probe_cc, bucket_date)
SELECT count(*), probe_asn, probe_cc, bucket_date
  FROM measurement
  JOIN report USING (report_no)
  JOIN autoclaved USING (autoclaved_no)
 GROUP BY probe_asn, probe_cc, bucket_date;

INSERT INTO ooexpl_daily_msm_count (count, probe_cc, probe_asn, test_name, test_day, bucket_date)
SELECT count(*), probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date
  FROM measurement
  JOIN report USING (report_no)
  JOIN autoclaved USING (autoclaved_no)
 WHERE measurement_start_time > (now() AT TIME ZONE 'UTC')::date - 31
   AND test_name IS NOT NULL
 GROUP BY probe_cc, probe_asn, test_name, measurement_start_time::date, bucket_date;

COMMENT ON TABLE ooexpl_bucket_msm_count IS 'Counters of OONI Explorer: measurements by bucket and network';
COMMENT ON TABLE ooexpl_daily_msm_count IS 'Counters of OONI Explorer: recent measurements by day, test and network';
