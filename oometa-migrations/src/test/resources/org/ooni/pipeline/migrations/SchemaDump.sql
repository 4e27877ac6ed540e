-- One line of text for each thing in the schema public: what pg_dump would tell of it, in an order of its own.
-- Left out: what belongs to an extension, Flyway's history, and the catalogued NOT NULLs that PostgreSQL 18 names.
WITH member AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relation AS (
    SELECT oid, relname, relkind, relpersistence
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
       AND relkind NOT IN ('i', 'S', 't')
       AND relname <> 'flyway_schema_history'
       AND ('pg_class'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
), type AS (
    SELECT * FROM pg_type
     WHERE typnamespace = 'public'::regnamespace
       AND typtype IN ('d', 'e', 'r')
       AND ('pg_type'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
), line (section, object, part, place, text) AS (
    SELECT 1, extname::text, 0, 0::numeric, format('extension %s', extname)
      FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL
    SELECT 2, typname, 0, 0,
           CASE typtype
               WHEN 'e' THEN format('enum %s', typname)
               WHEN 'd' THEN format('domain %s %s', typname, format_type(typbasetype, typtypmod))
                    || CASE WHEN typnotnull THEN ' not null' ELSE '' END
                    || coalesce(' default ' || typdefault, '')
               ELSE format('type %s %s', typname, typtype)
           END || coalesce(' -- ' || obj_description(oid, 'pg_type'), '')
      FROM type
    UNION ALL
    SELECT 2, typname, 1, 0, format('  constraint %s %s', conname, pg_get_constraintdef(con.oid))
      FROM pg_constraint AS con JOIN type ON type.oid = contypid WHERE contype <> 'n'
    UNION ALL
    SELECT 2, typname, 2, enumsortorder::numeric, format('  %L', enumlabel)
      FROM pg_enum JOIN type ON type.oid = enumtypid
    UNION ALL
    SELECT 3, relname, 0, 0,
           format('sequence %s %s start %s increment %s minimum %s maximum %s cache %s',
                  relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache)
               || CASE WHEN seqcycle THEN ' cycle' ELSE '' END
               || coalesce(' owned by ' || refobjid::regclass || '.' || attname, '')
      FROM pg_sequence
      JOIN pg_class ON pg_class.oid = seqrelid
      LEFT JOIN pg_depend
        ON classid = 'pg_class'::regclass AND objid = seqrelid AND refclassid = 'pg_class'::regclass AND deptype = 'a'
      LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
     WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 4, relname, 0, 0,
           CASE relpersistence WHEN 'p' THEN '' ELSE 'unlogged ' END
               || CASE relkind WHEN 'r' THEN 'table' ELSE format('relation of kind %s', relkind) END
               || format(' %s', relname)
               || coalesce(' -- ' || obj_description(oid, 'pg_class'), '')
      FROM relation
    UNION ALL
    SELECT 4, relname, 1, attnum,
           format('  %s %s', attname, format_type(atttypid, atttypmod))
               || CASE WHEN attnotnull THEN ' not null' ELSE '' END
               || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
               || coalesce(' -- ' || col_description(attrelid, attnum), '')
      FROM relation
      JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT 4, relname, 2, 0, format('  constraint %s %s', conname, pg_get_constraintdef(con.oid))
      FROM pg_constraint AS con JOIN relation ON relation.oid = conrelid WHERE contype <> 'n'
    UNION ALL
    SELECT 4, relname, 3, 0, '  ' || replace(pg_get_indexdef(indexrelid), 'public.', '')
      FROM pg_index
      JOIN relation ON relation.oid = indrelid
     WHERE indexrelid NOT IN (SELECT conindid FROM pg_constraint)
    UNION ALL
    SELECT 4, relname, 4, 0, '  ' || pg_get_triggerdef(pg_trigger.oid)
      FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL
    SELECT 5, proname, 0, 0,
           pg_get_functiondef(oid) || coalesce('-- ' || obj_description(oid, 'pg_proc'), '')
      FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace
       AND ('pg_proc'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
)
SELECT text FROM line ORDER BY section, object COLLATE "C", part, place, text COLLATE "C"
