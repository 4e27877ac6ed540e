-- Any version below the Feeder's own asks for its table; one that asks already is left as it is.
INSERT INTO feeder_file (feeder, autoclaved_no, version)
SELECT 'http_request_fp', autoclaved_no, 0
FROM autoclaved
WHERE filename = ANY (?)
ORDER BY autoclaved_no
ON CONFLICT (feeder, autoclaved_no) DO UPDATE SET version = 0
WHERE feeder_file.version <> 0
