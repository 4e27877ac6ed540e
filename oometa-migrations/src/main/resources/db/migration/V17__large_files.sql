-- Cans and reports of 2 GiB and more exist. The other sizes are of one measurement or one frame, and stay.
CREATE DOMAIN size8 AS int8 CHECK (value >= 0);

ALTER TABLE autoclaved ALTER COLUMN file_size TYPE size8;
ALTER TABLE measurement ALTER COLUMN frame_off TYPE size8;
ALTER TABLE report ALTER COLUMN badtail TYPE size8;
ALTER TABLE badblob
    ALTER COLUMN canned_off TYPE size8,
    ALTER COLUMN canned_size TYPE size8;
