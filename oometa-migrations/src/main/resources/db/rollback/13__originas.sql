DROP TABLE originas;
