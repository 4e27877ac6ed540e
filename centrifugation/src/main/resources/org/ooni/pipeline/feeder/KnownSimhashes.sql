WITH known AS (
    SELECT msm_no
    FROM autoclaved JOIN report USING (autoclaved_no) JOIN measurement USING (report_no)
    WHERE bucket_date IN (?, (SELECT max(bucket_date) FROM autoclaved WHERE bucket_date < ?))
), bodies AS (
    SELECT body_sha256, body_simhash, body_text_simhash FROM http_request JOIN known USING (msm_no)
    UNION ALL
    SELECT body_sha256, body_simhash, body_text_simhash FROM http_control JOIN known USING (msm_no)
)
SELECT * FROM bodies
WHERE body_sha256 IS NOT NULL AND body_simhash IS NOT NULL AND body_text_simhash IS NOT NULL
LIMIT ?
