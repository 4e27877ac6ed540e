-- Only what is missing, or every known value would burn a number; in one order, or buckets side by side would
-- deadlock on each other's values.
INSERT INTO input (input)
SELECT here.input
FROM (SELECT DISTINCT input FROM measurement_blob WHERE input IS NOT NULL) AS here
WHERE NOT EXISTS (
    SELECT FROM input AS known WHERE digest(known.input, 'sha256') = digest(here.input, 'sha256'))
ORDER BY here.input COLLATE "C"
ON CONFLICT DO NOTHING
