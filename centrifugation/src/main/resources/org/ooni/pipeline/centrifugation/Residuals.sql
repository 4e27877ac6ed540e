ANALYZE residual_blob (sha256);

-- As Inputs.sql.
INSERT INTO residual (residual)
SELECT here.residual
FROM (SELECT DISTINCT residual FROM residual_blob) AS here
WHERE NOT EXISTS (
    SELECT FROM residual AS known
    WHERE digest(known.residual::text, 'sha256') = digest(here.residual::text, 'sha256'))
ORDER BY here.residual::text COLLATE "C"
ON CONFLICT DO NOTHING;

-- Texts that differ may be the same residual.
CREATE TEMPORARY TABLE residual_number ON COMMIT DROP AS
SELECT DISTINCT b.sha256, d.residual_no
FROM residual_blob b
JOIN residual d ON digest(d.residual::text, 'sha256') = digest(b.residual::text, 'sha256')
