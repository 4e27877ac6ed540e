-- The lines of a badrow are those of neighbours, which may be of several measurements: those that are not redone stay.
-- The first field of a line is its msm_no. The escape format is text that keeps every byte.
WITH redone AS (
    SELECT DISTINCT t.sink, o.msm_no::text AS msm_no
    FROM this_feeder t JOIN redo_file USING (tbl) JOIN old_measurement o USING (autoclaved_no)
), hit AS (
    DELETE FROM badrow b
    WHERE EXISTS (
        SELECT FROM regexp_split_to_table(encode(b.datum, 'escape'), '\n') AS line
        JOIN redone ON redone.sink = b.tbl AND redone.msm_no = split_part(line, E'\t', 1))
    RETURNING b.ctid AS id, b.tbl, b.code_ver, b.datum
)
INSERT INTO badrow (tbl, code_ver, datum)
SELECT tbl, code_ver, decode(string_agg(line || E'\n', '' ORDER BY place), 'escape')
FROM hit
CROSS JOIN LATERAL regexp_split_to_table(encode(datum, 'escape'), '\n') WITH ORDINALITY AS lines (line, place)
WHERE line <> '' AND NOT EXISTS (
    SELECT FROM redone WHERE redone.sink = hit.tbl AND redone.msm_no = split_part(line, E'\t', 1))
GROUP BY id, tbl, code_ver
