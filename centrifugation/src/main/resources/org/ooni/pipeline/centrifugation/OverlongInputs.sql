SELECT count(*) FROM measurement_blob WHERE octet_length(input) > 2000
