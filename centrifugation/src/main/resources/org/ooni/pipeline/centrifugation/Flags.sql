-- Temporary tables have no statistics until somebody makes them.
ANALYZE measurement_meta (msm_no, report_xref), measurement_blob (msm_no), report_meta, report_blob, measurement_exc;

CREATE TEMPORARY TABLE flags_new ON COMMIT DROP AS
WITH touched AS (
    SELECT msm_no FROM measurement_meta
    UNION
    SELECT msm_no FROM old_measurement
)
SELECT msm_no, TRUE AS anomaly, bool_or(confirmed) AS confirmed
FROM (
    SELECT msm_no, NULL::bool AS confirmed
    FROM http_verdict JOIN touched USING (msm_no)
    WHERE blocking <> 'false'
    UNION ALL
    SELECT msm_no, TRUE
    FROM http_request_fp JOIN fingerprint USING (fingerprint_no) JOIN touched USING (msm_no)
) AS hit
GROUP BY msm_no
