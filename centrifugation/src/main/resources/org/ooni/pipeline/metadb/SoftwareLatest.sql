SELECT test_name, test_version, software_name, software_version, software_no
FROM software
ORDER BY software_no DESC
LIMIT ?
