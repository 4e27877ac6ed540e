-- Each pass that failed somewhere appends its hashes behind a NULL. The rows of gone files are not there any more.
UPDATE measurement m
SET
    exc = CASE WHEN e.exc IS NULL THEN m.exc ELSE array_append(coalesce(m.exc, '{}'), NULL) || e.exc END,
    anomaly = f.anomaly,
    confirmed = f.confirmed
FROM old_measurement o
LEFT JOIN measurement_exc e USING (msm_no)
LEFT JOIN flags_new f USING (msm_no)
WHERE m.msm_no = o.msm_no
    AND (e.exc IS NOT NULL OR m.anomaly IS DISTINCT FROM f.anomaly OR m.confirmed IS DISTINCT FROM f.confirmed)
