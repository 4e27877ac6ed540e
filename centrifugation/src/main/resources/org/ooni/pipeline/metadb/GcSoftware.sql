DELETE FROM software AS unused
WHERE NOT EXISTS (SELECT FROM report WHERE report.software_no = unused.software_no)
