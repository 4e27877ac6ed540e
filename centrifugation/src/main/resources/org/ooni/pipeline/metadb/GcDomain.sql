-- A list may have a NULL in it, which is no name.
DELETE FROM domain AS unused
WHERE NOT EXISTS (
    SELECT
    FROM (
        SELECT domain_no FROM dns_a
        UNION SELECT unnest(control_cname) FROM dns_a
        UNION SELECT unnest(test_cname) FROM dns_a
    ) AS used
    WHERE used.domain_no = unused.domain_no)
