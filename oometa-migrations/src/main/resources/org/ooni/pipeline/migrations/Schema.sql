-- What pg_dump would tell of each thing in the schema public, fact by fact, in an order of its own.
-- Left out: what belongs to an extension, Flyway's history, and the catalogued NOT NULLs that PostgreSQL 18 names.
WITH member AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relation AS (
    SELECT oid, relname, relkind, relpersistence,
           CASE relkind WHEN 'r' THEN 'table ' ELSE format('relation of kind %s ', relkind) END || relname AS object
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
       AND relkind NOT IN ('i', 'I', 'S', 't')
       AND relname <> 'flyway_schema_history'
       AND ('pg_class'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
), type AS (
    SELECT *,
           CASE typtype WHEN 'e' THEN 'enum ' WHEN 'd' THEN 'domain ' ELSE format('type of kind %s ', typtype) END
               || typname AS object
      FROM pg_type
     WHERE typnamespace = 'public'::regnamespace
       AND typtype IN ('d', 'e', 'r')
       AND ('pg_type'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
), function AS (
    SELECT *, format('function %s(%s)', proname, pg_get_function_identity_arguments(oid)) AS object
      FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace
       AND ('pg_proc'::regclass, oid) NOT IN (SELECT classid, objid FROM member)
), line (section, object, part, place, fact, value) AS (
    SELECT 1, 'extension ' || extname, 0, 0::numeric, '', ''
      FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL
    SELECT 2, object, 0, 0, '',
           CASE typtype
               WHEN 'd' THEN format_type(typbasetype, typtypmod)
                    || CASE WHEN typnotnull THEN ' not null' ELSE '' END
                    || coalesce(' default ' || typdefault, '')
               ELSE ''
           END
      FROM type
    UNION ALL
    SELECT 2, object, 1, 0, 'constraint ' || conname, pg_get_constraintdef(con.oid)
      FROM pg_constraint AS con JOIN type ON type.oid = contypid WHERE contype <> 'n'
    UNION ALL
    SELECT 2, object, 2, enumsortorder::numeric, 'value ' || enumlabel, ''
      FROM pg_enum JOIN type ON type.oid = enumtypid
    UNION ALL
    SELECT 2, object, 3, 0, 'comment', obj_description(oid, 'pg_type')
      FROM type
    UNION ALL
    SELECT 3, 'sequence ' || relname, 0, 0, '',
           format('%s start %s increment %s minimum %s maximum %s cache %s',
                  format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache)
               || CASE WHEN seqcycle THEN ' cycle' ELSE '' END
               || coalesce(' owned by ' || refobjid::regclass || '.' || attname, '')
      FROM pg_sequence
      JOIN pg_class ON pg_class.oid = seqrelid
      LEFT JOIN pg_depend
        ON classid = 'pg_class'::regclass AND objid = seqrelid AND refclassid = 'pg_class'::regclass AND deptype = 'a'
      LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
     WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 4, object, 0, 0, '', CASE relpersistence WHEN 'p' THEN '' ELSE 'unlogged' END
      FROM relation
    UNION ALL
    SELECT 4, object, 1, attnum, 'column ' || attname,
           format_type(atttypid, atttypmod)
               || CASE WHEN attnotnull THEN ' not null' ELSE '' END
               || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
      FROM relation
      JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT 4, object, 2, 0, 'constraint ' || conname, pg_get_constraintdef(con.oid)
      FROM pg_constraint AS con JOIN relation ON relation.oid = conrelid WHERE contype <> 'n'
    UNION ALL
    SELECT 4, object, 3, 0, 'index ' || relname,
           replace(pg_get_indexdef(indexrelid), 'public.', '') || CASE WHEN indisvalid THEN '' ELSE ' invalid' END
      FROM pg_index
      JOIN (SELECT oid, object FROM relation) AS owner ON owner.oid = indrelid
      JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indexrelid NOT IN (SELECT conindid FROM pg_constraint)
    UNION ALL
    SELECT 4, object, 4, 0, 'trigger ' || tgname, pg_get_triggerdef(pg_trigger.oid)
      FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
    UNION ALL
    SELECT 4, object, 5, 0, 'comment', obj_description(oid, 'pg_class')
      FROM relation
    UNION ALL
    SELECT 4, object, 6, attnum, 'comment on ' || attname, col_description(attrelid, attnum)
      FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 5, object, 0, 0, '',
           concat_ws(' ',
               'returns', pg_get_function_result(function.oid),
               'language', lanname,
               CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
               CASE WHEN proisstrict THEN 'strict' END,
               CASE WHEN prosecdef THEN 'security definer' END)
      FROM function JOIN pg_language ON pg_language.oid = prolang
    UNION ALL
    SELECT 5, object, 1, 0, 'body', prosrc
      FROM function
    UNION ALL
    SELECT 5, object, 2, 0, 'comment', obj_description(oid, 'pg_proc')
      FROM function
)
SELECT object, fact, value
  FROM line
 WHERE value IS NOT NULL
 ORDER BY section, object COLLATE "C", part, place, fact COLLATE "C"
