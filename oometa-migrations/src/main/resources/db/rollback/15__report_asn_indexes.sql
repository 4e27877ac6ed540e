DROP INDEX report_probe_cc_probe_asn_idx;
DROP INDEX report_probe_asn_idx;
