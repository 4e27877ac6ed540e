DROP TABLE telegram;
DELETE FROM badrow WHERE tbl = 'telegram';
