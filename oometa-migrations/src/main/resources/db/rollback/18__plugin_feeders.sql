DO $$
DECLARE
    plugins text;
BEGIN
    SELECT string_agg(substr(tablename, length('flyway_history_') + 1), ', ' ORDER BY tablename) INTO plugins
      FROM pg_tables
     WHERE schemaname = 'public' AND tablename LIKE 'flyway\_history\_%';
    IF plugins IS NOT NULL THEN
        RAISE EXCEPTION 'rollback 18: plug-ins have to go first (db rollback --feeder NAME --to 0): %', plugins
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END
$$;

DROP TABLE feeder_file;
