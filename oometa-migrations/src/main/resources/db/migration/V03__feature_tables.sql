-- One measurement may have several rows, and equal ones, in any of these: no keys. The index on msm_no is for deleting.

CREATE TABLE domain (
    domain_no serial PRIMARY KEY,
    domain text NOT NULL UNIQUE
);

CREATE TABLE tcp (
    msm_no int4 NOT NULL,
    ip inet NOT NULL,
    port int4 NOT NULL,
    control_failure text,
    test_failure text,
    control_api_failure text
);
CREATE INDEX tcp_msm_no_idx ON tcp (msm_no);

CREATE TABLE dns_a (
    msm_no int4 NOT NULL,
    domain_no int4 NOT NULL,
    control_ip inet[],
    test_ip inet[],
    control_cname int4[],
    test_cname int4[],
    ttl int4,
    resolver_hostname inet,
    client_resolver inet,
    control_failure text,
    test_failure text
);
CREATE INDEX dns_a_msm_no_idx ON dns_a (msm_no);

CREATE TABLE http_control (
    msm_no int4 NOT NULL,
    is_tor bool NOT NULL,
    failure text,
    status_code int2,
    body_length size4,
    title text,
    headers jsonb,
    body_sha256 sha256
);
CREATE INDEX http_control_msm_no_idx ON http_control (msm_no);

CREATE TABLE http_request (
    msm_no int4 NOT NULL,
    url text NOT NULL,
    failure text,
    status_code int2,
    body_length size4,
    title text,
    headers jsonb,
    body_sha256 sha256
);
CREATE INDEX http_request_msm_no_idx ON http_request (msm_no);

CREATE TABLE http_verdict (
    msm_no int4 NOT NULL,
    accessible bool,
    control_failure text,
    http_experiment_failure text,
    title_match bool,
    dns_consistency text,
    dns_experiment_failure text,
    body_proportion real,
    blocking text,
    body_length_match bool,
    headers_match bool,
    status_code_match bool
);
CREATE INDEX http_verdict_msm_no_idx ON http_verdict (msm_no);

COMMENT ON TABLE domain IS 'Dictionary: names that were resolved';
COMMENT ON COLUMN domain.domain IS 'As the measurement spells it; a trailing dot stays';
COMMENT ON TABLE tcp IS 'How TCP connects to one address went';
COMMENT ON COLUMN tcp.control_failure IS 'Why the control could not connect to this address and port';
COMMENT ON COLUMN tcp.control_api_failure IS 'Why there is no answer of the control at all, for the whole measurement';
COMMENT ON TABLE dns_a IS 'What A queries for one name gave';
COMMENT ON COLUMN dns_a.control_cname IS 'domain_no of each name on the way, as the control saw it';
COMMENT ON COLUMN dns_a.test_cname IS 'domain_no of each name on the way, as the probe saw it';
COMMENT ON COLUMN dns_a.ttl IS 'Of the first answer, seconds';
COMMENT ON COLUMN dns_a.resolver_hostname IS 'The resolver that the probe was set to ask';
COMMENT ON COLUMN dns_a.client_resolver IS 'The resolver that the authoritative server was asked by';
COMMENT ON TABLE http_control IS 'HTTP responses seen from the control';
COMMENT ON TABLE http_request IS 'HTTP responses seen by the probe';
COMMENT ON TABLE http_verdict IS 'What the probe itself concluded';
