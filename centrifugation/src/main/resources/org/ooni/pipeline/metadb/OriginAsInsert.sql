INSERT INTO originas (origin, asn)
SELECT DISTINCT origin, asn
FROM originas_loaded
ORDER BY origin, asn
