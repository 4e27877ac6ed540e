CREATE TABLE telegram (
    msm_no int4 NOT NULL,
    tcp_blocking bool,
    http_blocking bool,
    web_status text,
    web_failure text
);

CREATE INDEX telegram_msm_no_idx ON telegram (msm_no);
