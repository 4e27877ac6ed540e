SELECT fingerprint_no FROM fingerprint
UNION
SELECT fingerprint_no FROM http_request_fp
