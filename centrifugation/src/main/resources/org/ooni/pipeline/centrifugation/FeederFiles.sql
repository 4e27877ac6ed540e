-- What was recorded of files and tables that were redone; a built-in Feeder's record was a wish, which is fulfilled.
DELETE FROM feeder_file f USING redo_file d WHERE f.autoclaved_no = d.autoclaved_no AND f.feeder = d.tbl;

INSERT INTO feeder_file (feeder, autoclaved_no, version)
SELECT t.tbl, f.autoclaved_no, t.version
FROM this_feeder t
CROSS JOIN autoclaved_meta f
WHERE t.plug_in AND t.version IS NOT NULL
UNION
SELECT t.tbl, d.autoclaved_no, t.version
FROM this_feeder t
JOIN redo_file d USING (tbl)
JOIN autoclaved a USING (autoclaved_no)
WHERE t.plug_in AND t.version IS NOT NULL
