INSERT INTO software (test_name, test_version, software_name, software_version)
VALUES (?, ?, ?, ?)
ON CONFLICT DO NOTHING
RETURNING software_no
