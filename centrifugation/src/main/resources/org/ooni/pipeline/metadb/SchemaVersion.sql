SELECT coalesce(max(version::int), 0)
FROM flyway_schema_history
WHERE success AND version ~ '^[0-9]{1,6}$'
