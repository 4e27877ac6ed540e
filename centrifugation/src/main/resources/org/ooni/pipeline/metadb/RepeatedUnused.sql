SELECT DISTINCT bucket_date
FROM repeated_report JOIN report USING (textname) JOIN autoclaved USING (autoclaved_no)
WHERE NOT used
