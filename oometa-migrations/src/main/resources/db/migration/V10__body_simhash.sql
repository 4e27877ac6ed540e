ALTER TABLE http_control
    ADD COLUMN body_simhash int8,
    ADD COLUMN body_text_simhash int8;
ALTER TABLE http_request
    ADD COLUMN body_simhash int8,
    ADD COLUMN body_text_simhash int8;
