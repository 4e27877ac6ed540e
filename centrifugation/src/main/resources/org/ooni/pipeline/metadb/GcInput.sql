DELETE FROM input AS unused
WHERE NOT EXISTS (SELECT FROM measurement WHERE measurement.input_no = unused.input_no)
