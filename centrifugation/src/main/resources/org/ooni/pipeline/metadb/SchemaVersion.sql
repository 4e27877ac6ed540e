SELECT coalesce(max(version::int), 0)
FROM %s
WHERE success AND version ~ '^[0-9]{1,6}$'
