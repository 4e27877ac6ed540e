CREATE INDEX report_probe_asn_idx ON report (probe_asn);
CREATE INDEX report_probe_cc_probe_asn_idx ON report (probe_cc, probe_asn);
