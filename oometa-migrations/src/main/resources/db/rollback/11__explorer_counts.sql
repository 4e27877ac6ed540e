DROP TABLE ooexpl_daily_msm_count;
DROP TABLE ooexpl_bucket_msm_count;
