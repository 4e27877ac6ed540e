DROP TABLE badblob;
DROP TABLE badrow;
DROP TABLE badmeta;
