CREATE INDEX report_autoclaved_no_idx ON report (autoclaved_no);
CREATE INDEX report_test_start_time_idx ON report (test_start_time);
CREATE INDEX measurement_report_no_idx ON measurement (report_no);
CREATE INDEX measurement_measurement_start_time_idx ON measurement (measurement_start_time);
CREATE INDEX measurement_id_idx ON measurement (id);
CREATE INDEX measurement_input_no_idx ON measurement (input_no);
CREATE INDEX input_input_trgm_idx ON input USING gist (input gist_trgm_ops);
