-- A group that has lost the one that is used would be in the database no more.
UPDATE repeated_report r SET used = true
FROM (
    SELECT dupgrp_no, min(textname COLLATE "C") AS textname
    FROM repeated_report
    WHERE textname = ANY (?)
    GROUP BY dupgrp_no
    HAVING NOT bool_or(used)
) AS orphaned
WHERE r.textname = orphaned.textname
