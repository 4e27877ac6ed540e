SELECT tablename
  FROM pg_tables
 WHERE schemaname = 'public'
   AND tablename LIKE 'flyway\_history\_%'
 ORDER BY tablename COLLATE "C"
