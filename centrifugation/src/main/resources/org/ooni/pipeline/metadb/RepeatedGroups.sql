SELECT textname
FROM repeated_report
WHERE dupgrp_no IN (SELECT dupgrp_no FROM repeated_report WHERE textname = ANY (?))
