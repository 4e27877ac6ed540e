INSERT INTO redo_file SELECT autoclaved_no, unnest(?::text[]) FROM autoclaved WHERE filename = ?
