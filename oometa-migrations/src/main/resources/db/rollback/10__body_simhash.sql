ALTER TABLE http_request
    DROP COLUMN body_text_simhash,
    DROP COLUMN body_simhash;
ALTER TABLE http_control
    DROP COLUMN body_text_simhash,
    DROP COLUMN body_simhash;
