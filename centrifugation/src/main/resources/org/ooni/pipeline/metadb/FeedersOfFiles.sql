SELECT autoclaved_no, feeder, version
FROM feeder_file JOIN autoclaved USING (autoclaved_no)
WHERE bucket_date = ?
