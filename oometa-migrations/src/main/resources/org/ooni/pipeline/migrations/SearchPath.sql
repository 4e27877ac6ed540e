-- The schema public first, then where the extensions live: so names are found, and shown without their schema.
SELECT set_config('search_path', string_agg(quote_ident(nspname), ', ' ORDER BY nspname <> 'public', nspname), true)
  FROM pg_namespace
 WHERE nspname = 'public'
    OR nspname <> 'pg_catalog' AND oid IN (SELECT extnamespace FROM pg_extension)
