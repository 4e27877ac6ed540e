CREATE TABLE vanilla_tor (
    msm_no int4 NOT NULL,
    timeout int4 NOT NULL,
    error text,
    tor_progress int2 NOT NULL,
    success bool NOT NULL,
    tor_progress_tag text,
    tor_progress_summary text,
    tor_version text NOT NULL,
    tor_log jsonb
);

COMMENT ON TABLE vanilla_tor IS 'How far Tor got at connecting without bridges';
