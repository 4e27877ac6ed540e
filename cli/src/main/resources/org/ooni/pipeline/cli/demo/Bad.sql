SELECT 'report.badtail' AS recorded, 'cut off: the end of the report is missing' AS what,
       textname || ' @' || badtail AS place
  FROM report
 WHERE badtail IS NOT NULL
UNION ALL
SELECT 'badblob', 'gives no measurement: ' || exc_str, textname || ' @' || canned_off
  FROM badblob
UNION ALL
SELECT 'badrow', 'PostgreSQL refused a row of table ' || tbl, 'the row is in badrow.datum'
  FROM badrow
UNION ALL
SELECT 'badmeta', 'metadata that no row can hold', filename
  FROM badmeta
  JOIN autoclaved USING (autoclaved_no)
 ORDER BY 1, 3
