ANALYZE dns_a_ (msm_no, domain);

-- Each of the names has its row in domain by now. Lists of names are the same again and again: each is looked up once.
WITH list AS (
    SELECT control_cname AS names FROM dns_a_ WHERE control_cname IS NOT NULL
    UNION SELECT test_cname FROM dns_a_ WHERE test_cname IS NOT NULL
), numbers AS (
    SELECT names, array_agg(d.domain_no ORDER BY place) AS domain_nos
    FROM list CROSS JOIN unnest(names) WITH ORDINALITY AS name (domain, place) JOIN domain d USING (domain)
    GROUP BY names
)
INSERT INTO dns_a (
    msm_no, domain_no, control_ip, test_ip, control_cname, test_cname, ttl, resolver_hostname, client_resolver,
    control_failure, test_failure)
SELECT
    msm_no, domain_no, control_ip, test_ip, c.domain_nos, t.domain_nos,
    ttl, resolver_hostname, client_resolver, control_failure, test_failure
FROM dns_a_ JOIN domain USING (domain)
LEFT JOIN numbers c ON c.names = control_cname
LEFT JOIN numbers t ON t.names = test_cname
