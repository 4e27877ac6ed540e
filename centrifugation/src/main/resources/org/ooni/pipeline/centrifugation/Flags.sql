-- Temporary tables have no statistics until somebody makes them.
ANALYZE measurement_meta, measurement_blob, report_meta, report_blob;

CREATE TEMPORARY TABLE flags_new ON COMMIT DROP AS
SELECT msm_no, TRUE AS anomaly, bool_or(confirmed) AS confirmed
FROM (
    SELECT msm_no, NULL::bool AS confirmed
    FROM http_verdict JOIN measurement_meta USING (msm_no)
    WHERE blocking <> 'false'
    UNION ALL
    SELECT msm_no, TRUE
    FROM http_request_fp JOIN fingerprint USING (fingerprint_no) JOIN measurement_meta USING (msm_no)
) AS hit
GROUP BY msm_no
