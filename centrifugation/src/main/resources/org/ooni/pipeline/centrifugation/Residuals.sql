-- As Inputs.sql.
INSERT INTO residual (residual)
SELECT here.residual
FROM (SELECT DISTINCT residual FROM measurement_blob) AS here
WHERE NOT EXISTS (
    SELECT FROM residual AS known
    WHERE digest(known.residual::text, 'sha256') = digest(here.residual::text, 'sha256'))
ORDER BY here.residual::text COLLATE "C"
ON CONFLICT DO NOTHING
