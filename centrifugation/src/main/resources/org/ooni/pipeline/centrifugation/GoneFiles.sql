INSERT INTO gone_file SELECT autoclaved_no, filename FROM autoclaved WHERE filename = ANY (?);

INSERT INTO redo_file SELECT autoclaved_no, tbl FROM gone_file CROSS JOIN this_feeder
