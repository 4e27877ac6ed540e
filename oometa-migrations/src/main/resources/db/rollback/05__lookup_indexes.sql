DROP INDEX input_input_trgm_idx;
DROP INDEX measurement_input_no_idx;
DROP INDEX measurement_id_idx;
DROP INDEX measurement_measurement_start_time_idx;
DROP INDEX measurement_report_no_idx;
DROP INDEX report_test_start_time_idx;
DROP INDEX report_autoclaved_no_idx;
