CREATE TEMPORARY TABLE dns_a_ (
    msm_no int4 NOT NULL,
    domain text NOT NULL,
    control_ip inet[],
    test_ip inet[],
    control_cname text[],
    test_cname text[],
    ttl int4,
    resolver_hostname inet,
    client_resolver inet,
    control_failure text,
    test_failure text
) ON COMMIT DROP
