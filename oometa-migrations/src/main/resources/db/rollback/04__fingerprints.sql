DROP TABLE http_request_fp;
DROP TABLE fingerprint;
