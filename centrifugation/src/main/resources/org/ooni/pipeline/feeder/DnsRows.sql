ANALYZE dns_a_;

-- Each of the names has its row in domain by now.
INSERT INTO dns_a (
    msm_no, domain_no, control_ip, test_ip, control_cname, test_cname, ttl, resolver_hostname, client_resolver,
    control_failure, test_failure)
SELECT
    msm_no, domain_no, control_ip, test_ip,
    (SELECT array_agg(d.domain_no ORDER BY place)
        FROM unnest(control_cname) WITH ORDINALITY AS name (domain, place) JOIN domain d USING (domain)),
    (SELECT array_agg(d.domain_no ORDER BY place)
        FROM unnest(test_cname) WITH ORDINALITY AS name (domain, place) JOIN domain d USING (domain)),
    ttl, resolver_hostname, client_resolver, control_failure, test_failure
FROM dns_a_ JOIN domain USING (domain)
