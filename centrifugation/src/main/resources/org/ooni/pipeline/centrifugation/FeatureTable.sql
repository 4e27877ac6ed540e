SELECT EXISTS (
    SELECT FROM pg_attribute
    WHERE attrelid = to_regclass(?) AND attname = 'msm_no' AND NOT attisdropped)
