DROP TABLE ooexpl_wc_input_counts;
DROP TABLE ooexpl_wc_confirmed;
