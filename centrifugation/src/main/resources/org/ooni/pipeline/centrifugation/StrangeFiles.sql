-- Files that rows of the bucket name and its index does not.
SELECT 'autoclaved', filename FROM autoclaved WHERE bucket_date = ? AND filename <> ALL (?)
UNION
SELECT 'badblob', filename FROM badblob WHERE bucket_date = ? AND filename <> ALL (?)
ORDER BY 1, 2
