CREATE TABLE compared_bucket (
    bucket_date date PRIMARY KEY,
    index_stamp text NOT NULL
);

COMMENT ON TABLE compared_bucket IS 'Buckets whose cans were searched for reports that other cans hold as well';
COMMENT ON COLUMN compared_bucket.index_stamp IS 'Time, size and inode of the index of cans that was read: with another one the bucket is searched again';
