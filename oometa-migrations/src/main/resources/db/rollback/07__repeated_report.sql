DROP FUNCTION ooconstraint_repeated_report();
DROP TABLE repeated_report;
DROP SEQUENCE dupgrp_no_seq;
