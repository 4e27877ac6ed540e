SELECT fingerprint_no, origin_cc, body_substr, header, header_prefix, header_value
FROM fingerprint
ORDER BY fingerprint_no
