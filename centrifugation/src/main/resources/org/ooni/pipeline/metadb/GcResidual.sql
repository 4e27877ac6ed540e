DELETE FROM residual AS unused
WHERE NOT EXISTS (SELECT FROM measurement WHERE measurement.residual_no = unused.residual_no)
