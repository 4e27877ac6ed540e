UPDATE autoclaved a SET code_ver = t.code_ver
FROM this_run t
WHERE a.filename = ANY (?)
