-- TRUE or NULL, never FALSE: a row of NULLs is the shorter one. Nothing writes msm_failure.
ALTER TABLE measurement
    ADD COLUMN msm_failure bool,
    ADD COLUMN anomaly bool,
    ADD COLUMN confirmed bool;
