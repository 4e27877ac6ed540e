DROP TABLE fingerprint_state;
