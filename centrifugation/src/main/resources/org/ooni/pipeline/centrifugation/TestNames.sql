SELECT unnest(enum_range(NULL::ootest))::text
