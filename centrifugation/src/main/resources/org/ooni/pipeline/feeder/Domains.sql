-- Only what is missing, or every known name would burn a number; in one order, or buckets side by side would deadlock
-- on each other's names.
INSERT INTO domain (domain)
SELECT here.domain
FROM (
    SELECT domain FROM dns_a_
    UNION SELECT unnest(control_cname) FROM dns_a_
    UNION SELECT unnest(test_cname) FROM dns_a_
) AS here
WHERE NOT EXISTS (SELECT FROM domain AS known WHERE known.domain = here.domain)
ORDER BY here.domain COLLATE "C"
ON CONFLICT DO NOTHING
