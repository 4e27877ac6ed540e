ALTER TABLE measurement
    DROP COLUMN confirmed,
    DROP COLUMN anomaly,
    DROP COLUMN msm_failure;
