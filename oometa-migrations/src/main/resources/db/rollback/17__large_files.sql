DO $$
DECLARE
    largest CONSTANT int8 := 2147483647;
    files bigint;
    frames bigint;
    tails bigint;
    blobs bigint;
BEGIN
    SELECT count(*) INTO files FROM autoclaved WHERE file_size > largest;
    SELECT count(*) INTO frames FROM measurement WHERE frame_off > largest;
    SELECT count(*) INTO tails FROM report WHERE badtail > largest;
    SELECT count(*) INTO blobs FROM badblob WHERE canned_off > largest OR canned_size > largest;
    IF files + frames + tails + blobs > 0 THEN
        RAISE EXCEPTION 'rollback 17: rows need 8 bytes for a size or offset: % of autoclaved, % of measurement, % of report, % of badblob',
            files, frames, tails, blobs USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END
$$;

ALTER TABLE badblob
    ALTER COLUMN canned_off TYPE size4,
    ALTER COLUMN canned_size TYPE size4;
ALTER TABLE report ALTER COLUMN badtail TYPE size4;
ALTER TABLE measurement ALTER COLUMN frame_off TYPE size4;
ALTER TABLE autoclaved ALTER COLUMN file_size TYPE size4;
DROP DOMAIN size8;
