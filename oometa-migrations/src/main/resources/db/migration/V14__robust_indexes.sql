-- GiST refuses an input of more than some 2 730 distinct trigrams, and with it the whole bucket; GIN takes any.
DROP INDEX input_input_trgm_idx;
CREATE INDEX input_input_trgm_idx ON input USING gin (input gin_trgm_ops);

CREATE INDEX vanilla_tor_msm_no_idx ON vanilla_tor (msm_no);

-- A probe that tries again, or two collectors, give different reports one report_id: both are kept.
ALTER TABLE report DROP CONSTRAINT report_report_id_key;
CREATE INDEX report_report_id_idx ON report (report_id);
