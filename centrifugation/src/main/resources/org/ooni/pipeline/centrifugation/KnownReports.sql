SELECT filename, textname, orig_sha1, badtail
FROM autoclaved JOIN report USING (autoclaved_no)
WHERE bucket_date = ?
