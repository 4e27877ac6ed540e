DROP TABLE compared_bucket;
