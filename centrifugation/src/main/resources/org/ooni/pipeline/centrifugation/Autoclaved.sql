INSERT INTO autoclaved (autoclaved_no, filename, bucket_date, code_ver, file_size, file_crc32, file_sha1)
SELECT autoclaved_no, filename, bucket_date, code_ver, file_size, file_crc32, file_sha1
FROM autoclaved_meta CROSS JOIN this_run
ORDER BY autoclaved_no
