-- An enum cannot lose a value: the type is built anew, and both tables that use it move over.
ALTER TYPE ootest RENAME TO ootest_16;
CREATE TYPE ootest AS ENUM (
    'web_connectivity',
    'http_requests',
    'dns_consistency',
    'http_invalid_request_line',
    'bridge_reachability',
    'tcp_connect',
    'http_header_field_manipulation',
    'http_host',
    'multi_protocol_traceroute',
    'meek_fronted_requests_test',
    'whatsapp',
    'vanilla_tor',
    'facebook_messenger',
    'ndt',
    'dash',
    'telegram'
);

DO $$
DECLARE
    lasting text[] := enum_range(NULL::ootest)::text[];
    reports bigint;
    counters bigint;
BEGIN
    SELECT count(*) INTO reports FROM report WHERE NOT test_name::text = ANY (lasting);
    SELECT count(*) INTO counters FROM ooexpl_daily_msm_count WHERE NOT test_name::text = ANY (lasting);
    IF reports > 0 OR counters > 0 THEN
        RAISE EXCEPTION 'rollback 16: % rows of report and % of ooexpl_daily_msm_count have a test_name that would go',
            reports, counters USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END
$$;

ALTER TABLE report
    ALTER COLUMN test_name TYPE ootest USING test_name::text::ootest;
ALTER TABLE ooexpl_daily_msm_count
    ALTER COLUMN test_name TYPE ootest USING test_name::text::ootest;
DROP TYPE ootest_16;
