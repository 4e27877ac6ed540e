WITH file AS (
    SELECT autoclaved_no FROM autoclaved WHERE filename = ANY (?)
    UNION
    SELECT autoclaved_no FROM autoclaved
    WHERE ? AND bucket_date IN (?, (SELECT max(bucket_date) FROM autoclaved WHERE bucket_date < ?))
), known AS (
    SELECT msm_no FROM file JOIN report USING (autoclaved_no) JOIN measurement USING (report_no)
), bodies AS (
    SELECT body_sha256, body_simhash, body_text_simhash FROM http_request JOIN known USING (msm_no)
    UNION ALL
    SELECT body_sha256, body_simhash, body_text_simhash FROM http_control JOIN known USING (msm_no)
)
SELECT * FROM bodies
WHERE body_sha256 IS NOT NULL AND body_simhash IS NOT NULL AND body_text_simhash IS NOT NULL
LIMIT ?
