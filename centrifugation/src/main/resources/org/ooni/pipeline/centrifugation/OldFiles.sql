-- Rows of files that are reingested or forgotten; those of Feeders are gone already.
DELETE FROM measurement m USING report r JOIN gone_file g USING (autoclaved_no) WHERE m.report_no = r.report_no;

DELETE FROM report r USING gone_file g WHERE r.autoclaved_no = g.autoclaved_no;

DELETE FROM badmeta b USING gone_file g WHERE b.autoclaved_no = g.autoclaved_no;

DELETE FROM feeder_file f USING gone_file g WHERE f.autoclaved_no = g.autoclaved_no;

DELETE FROM autoclaved a USING gone_file g WHERE a.autoclaved_no = g.autoclaved_no
