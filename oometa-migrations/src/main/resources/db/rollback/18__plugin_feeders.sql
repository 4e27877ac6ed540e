DROP TABLE feeder_file;
