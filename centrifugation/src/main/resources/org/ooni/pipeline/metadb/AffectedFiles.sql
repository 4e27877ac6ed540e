-- Files with measurements that fingerprints may match (first parameter: their numbers) or have matched (second). Rows of
-- http_request from before the current code version (third) are not trusted.
WITH wanted AS MATERIALIZED (
    SELECT * FROM fingerprint WHERE fingerprint_no = ANY (?)
), country AS MATERIALIZED (
    SELECT probe_cc, min(octet_length(body_substr)) AS shortest_text
    FROM (SELECT DISTINCT probe_cc FROM report) AS seen
    JOIN wanted ON origin_cc IN ('ZZ', probe_cc)
    GROUP BY probe_cc
), header AS MATERIALIZED (
    SELECT DISTINCT probe_cc, lower(header COLLATE "C") AS name, header_prefix, header_value
    FROM country
    JOIN wanted ON origin_cc IN ('ZZ', probe_cc)
    WHERE header IS NOT NULL
), refused AS MATERIALIZED (
    SELECT split_part(line, E'\t', 1) AS msm_no
    FROM badrow
    CROSS JOIN LATERAL regexp_split_to_table(encode(datum, 'escape'), '\n') AS line
    WHERE tbl = 'http_request'
), asked AS (
    SELECT
        msm_no, probe_cc, exc, shortest_text,
        code_ver < ? OR EXISTS (
            SELECT FROM feeder_file f WHERE f.feeder = 'http_request' AND f.autoclaved_no = a.autoclaved_no) AS outdated
    FROM country
    JOIN report USING (probe_cc)
    JOIN autoclaved a USING (autoclaved_no)
    JOIN measurement USING (report_no)
    WHERE test_name IN ('web_connectivity', 'http_requests')
), found AS (
    SELECT msm_no, 'matched' AS why
    FROM http_request_fp
    WHERE fingerprint_no = ANY (?)
    UNION
    -- Bytes, which are spelt with backslashes, make the search fail if their header is looked at.
    SELECT msm_no, 'header'
    FROM asked
    JOIN http_request USING (msm_no)
    CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(headers) WHEN 'object' THEN headers END) AS has
    JOIN header ON header.probe_cc = asked.probe_cc AND header.name = lower(has.key COLLATE "C")
    WHERE has.value = header_value OR starts_with(has.value, header_prefix) OR starts_with(has.value, '\\x')
    UNION
    SELECT msm_no, 'body'
    FROM asked
    JOIN http_request USING (msm_no)
    WHERE body_sha256 IS NOT NULL AND body_length >= shortest_text
    UNION
    -- http_request refuses more than the search does, and then has no row, or not all.
    SELECT msm_no, 'unknown'
    FROM asked
    WHERE outdated
        OR exc IS NOT NULL AND NOT EXISTS (SELECT FROM http_request h WHERE h.msm_no = asked.msm_no)
        OR msm_no::text IN (SELECT msm_no FROM refused)
)
SELECT
    filename, bucket_date,
    array_agg(DISTINCT probe_cc ORDER BY probe_cc),
    array_agg(DISTINCT coalesce(test_name::text, '?') ORDER BY coalesce(test_name::text, '?')),
    count(DISTINCT msm_no),
    count(*) FILTER (WHERE why = 'matched'),
    count(*) FILTER (WHERE why = 'header'),
    count(*) FILTER (WHERE why = 'body'),
    count(*) FILTER (WHERE why = 'unknown')
FROM found
JOIN measurement USING (msm_no)
JOIN report USING (report_no)
JOIN autoclaved USING (autoclaved_no)
GROUP BY filename, bucket_date
ORDER BY filename COLLATE "C"
