DROP TABLE http_verdict;
DROP TABLE http_request;
DROP TABLE http_control;
DROP TABLE dns_a;
DROP TABLE tcp;
DROP TABLE domain;
