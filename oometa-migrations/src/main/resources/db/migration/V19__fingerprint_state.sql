CREATE TABLE fingerprint_state (
    checksum sha256 NOT NULL,
    changed_at timestamp NOT NULL
);
-- One row at the most.
CREATE UNIQUE INDEX fingerprint_state_one_row ON fingerprint_state ((true));

COMMENT ON TABLE fingerprint_state IS 'How the table fingerprint was left by who changed it last on purpose; without a row: as its migration made it';
COMMENT ON COLUMN fingerprint_state.checksum IS 'Over all fingerprints, as `fingerprints checksum` tells it';
