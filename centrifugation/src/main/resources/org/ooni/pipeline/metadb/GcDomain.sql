DELETE FROM domain
WHERE domain_no NOT IN (
    SELECT domain_no FROM dns_a
    UNION SELECT unnest(control_cname) FROM dns_a
    UNION SELECT unnest(test_cname) FROM dns_a)
