SELECT filename, textname, canned_off, canned_size, orig_sha1, exc_str
FROM badblob
WHERE bucket_date = ?
