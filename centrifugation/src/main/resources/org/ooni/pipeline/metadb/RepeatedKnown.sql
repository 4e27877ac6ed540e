SELECT dupgrp_no, used, textname, orig_sha1, encode(orig_sha512, 'hex')
FROM repeated_report
WHERE dupgrp_no IN (SELECT dupgrp_no FROM repeated_report WHERE textname = ANY (?) OR orig_sha1 = ANY (?::bytea[]))
