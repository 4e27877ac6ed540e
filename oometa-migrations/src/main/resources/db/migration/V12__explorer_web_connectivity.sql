CREATE TABLE ooexpl_wc_confirmed (
    confirmed_count int8 NOT NULL,
    msm_count int8 NOT NULL,
    test_day timestamp NOT NULL,
    bucket_date date,
    probe_cc char(2) NOT NULL,
    probe_asn int4 NOT NULL,
    CONSTRAINT unique_day_bucket_cc_asn UNIQUE (test_day, bucket_date, probe_cc, probe_asn)
);

CREATE TABLE ooexpl_wc_input_counts (
    input text,
    confirmed_count int8 NOT NULL,
    anomaly_count int8 NOT NULL,
    failure_count int8 NOT NULL,
    total_count int8 NOT NULL,
    test_day timestamp NOT NULL,
    bucket_date date,
    probe_cc char(2) NOT NULL,
    probe_asn int4 NOT NULL,
    CONSTRAINT ooexpl_wc_input_unique_day_bucket_cc_asn_input
        UNIQUE (test_day, bucket_date, probe_cc, probe_asn, input)
);
CREATE INDEX ooexpl_wc_input_counts_probe_cc_idx ON ooexpl_wc_input_counts (probe_cc);
CREATE INDEX ooexpl_wc_input_counts_probe_asn_idx ON ooexpl_wc_input_counts (probe_asn);
CREATE INDEX ooexpl_wc_input_counts_input_idx ON ooexpl_wc_input_counts (input);

COMMENT ON TABLE ooexpl_wc_confirmed IS 'Counters of OONI Explorer: web_connectivity, confirmed against all, by day and network';
COMMENT ON TABLE ooexpl_wc_input_counts IS 'Counters of OONI Explorer: recent web_connectivity by input, day and network';
