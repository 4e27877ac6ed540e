WITH feeder AS (
    SELECT * FROM unnest(?::text[], ?::int4[], ?::bool[]) AS f (feeder, needed, plug_in)
),
recorded AS (
    SELECT autoclaved_no,
        bool_or(version < needed) AS outdated,
        bool_or(plug_in AND version > needed) AS ahead,
        count(*) FILTER (WHERE plug_in) AS plug_ins
    FROM feeder_file JOIN feeder USING (feeder)
    GROUP BY autoclaved_no
),
file AS (
    SELECT bucket_date, filename, encode(file_sha1, 'hex') AS sha1,
        code_ver < 0 OR code_ver > ? OR coalesce(ahead, false) AS refused,
        code_ver < ? OR coalesce(outdated, false)
            OR coalesce(plug_ins, 0) < (SELECT count(*) FROM feeder WHERE plug_in) AS outdated
    FROM autoclaved LEFT JOIN recorded USING (autoclaved_no)
)
SELECT bucket_date, count(*),
    count(*) FILTER (WHERE outdated AND NOT refused),
    count(*) FILTER (WHERE refused),
    encode(sha256(convert_to(string_agg(filename || ' ' || sha1, E'\n' ORDER BY filename COLLATE "C"), 'UTF8')), 'hex')
FROM file
GROUP BY bucket_date
