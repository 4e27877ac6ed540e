SELECT software_no
FROM software
WHERE test_name = ? AND test_version = ? AND software_name = ? AND software_version = ?
