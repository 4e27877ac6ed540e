CREATE TABLE fingerprint (
    fingerprint_no serial PRIMARY KEY,
    origin_cc char(2) NOT NULL,
    body_substr text,
    header text,
    header_prefix text,
    header_value text,
    CHECK ((body_substr IS NULL) <> (header IS NULL)),
    CHECK (header IS NULL OR (header_prefix IS NULL) <> (header_value IS NULL))
);

CREATE TABLE http_request_fp (
    msm_no int4 NOT NULL,
    fingerprint_no int4 NOT NULL
);
CREATE INDEX http_request_fp_msm_no_idx ON http_request_fp (msm_no);

-- http_request_fp stores the numbers, in every metadb there is: they never change.
INSERT INTO fingerprint (fingerprint_no, origin_cc, body_substr) VALUES
    (1, 'IR', 'iframe src="http://10.10'),
    (2, 'TR', '<title>Telekomünikasyon İletişim Başkanlığı</title>'),
    (3, 'GR', 'www.gamingcommission.gov.gr/index.php/forbidden-access-black-list/'),
    (4, 'RU', 'http://eais.rkn.gov.ru/'),
    (5, 'IN', 'The page you have requested has been blocked'),
    (6, 'BE', 'that is considered illegal according to Belgian legislation'),
    (7, 'IT', 'GdF Stop Page'),
    (8, 'CY', 'nba.com.cy/Eas/eas.nsf/All/6F7F17A7790A55C8C2257B130055C86F'),
    (9, 'DK', 'lagt at blokere for adgang til siden.'),
    (10, 'FR', 'xtpage = "page-blocage-terrorisme"'),
    (11, 'MY', 'Makluman/Notification'),
    (12, 'KR', 'http://warning.or.kr'),
    (13, 'RO', 'Accesul dumneavoastră către acest site a fost restricționat'),
    (14, 'GF', 'xtpage = "page-blocage-terrorisme"');

INSERT INTO fingerprint (fingerprint_no, origin_cc, header, header_prefix) VALUES
    (15, 'ID', 'Location', 'http://internet-positif.org'),
    (16, 'GB', 'Location', 'http://blocked.nb.sky.com'),
    (17, 'RU', 'Location', 'http://warning.rt.ru'),
    (18, 'SA', 'Server', 'Protected by WireFilter'),
    (19, 'AE', 'Server', 'Protected by WireFilter');

INSERT INTO fingerprint (fingerprint_no, origin_cc, header, header_value) VALUES
    (20, 'SD', 'Location', 'http://196.1.211.6:8080/alert/'),
    (21, 'QA', 'Location', 'http://www.vodafone.qa/alu.cfm'),
    (22, 'KR', 'Location', 'http://www.warning.or.kr'),
    (23, 'PT', 'Location', 'http://mobilegen.vodafone.pt/denied/dn'),
    (24, 'NO', 'Location', 'http://block-no.altibox.net/');

SELECT setval('fingerprint_fingerprint_no_seq', 24);

COMMENT ON TABLE fingerprint IS 'What known block pages look like: part of the body, or a header';
COMMENT ON TABLE http_request_fp IS 'What the pipeline concluded: responses that match a fingerprint';
