DROP TABLE measurement;
DROP TABLE residual;
DROP TABLE input;
DROP TABLE report;
DROP TABLE software;
DROP TABLE autoclaved;
DROP SEQUENCE msm_no_seq;
DROP SEQUENCE report_no_seq;
