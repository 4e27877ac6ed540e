CREATE TABLE feeder_file (
    feeder text,
    autoclaved_no int4,
    version int4 NOT NULL,
    PRIMARY KEY (feeder, autoclaved_no)
);

COMMENT ON TABLE feeder_file IS 'Which version of which plug-in Feeder has read which file; the built-in ones have autoclaved.code_ver';
