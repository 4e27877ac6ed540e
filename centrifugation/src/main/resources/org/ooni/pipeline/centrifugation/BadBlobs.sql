-- The temporary table has those of all files, also of files that were ingested before.
DELETE FROM badblob WHERE bucket_date = (SELECT bucket_date FROM this_run);

INSERT INTO badblob (filename, textname, canned_off, canned_size, bucket_date, orig_sha1, exc_str)
SELECT filename, textname, canned_off, canned_size, bucket_date, orig_sha1, exc_str
FROM badblob_meta CROSS JOIN this_run
