-- Names are part of the schema: the same objects as in the original's metadb, spelt the same.
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE DOMAIN sha1 AS bytea CHECK (octet_length(value) = 20);
CREATE DOMAIN sha256 AS bytea CHECK (octet_length(value) = 32);
CREATE DOMAIN sha512 AS bytea CHECK (octet_length(value) = 64);
CREATE DOMAIN size4 AS int4 CHECK (value >= 0);

-- The order is the sort order. New names are appended, never inserted.
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
