-- By file: measurements that kept their number, that have none yet, that are in the database alone; and whether there
-- is a report with both of the latter, so that nobody can tell whether they are the same.
WITH here AS (
    SELECT f.autoclaved_no, r.report_no, m.msm_no
    FROM autoclaved_meta f
    JOIN gone_file USING (autoclaved_no)
    JOIN report_meta r USING (autoclaved_xref)
    JOIN measurement_meta m USING (report_xref)
), gone AS (
    SELECT o.autoclaved_no, o.report_no
    FROM old_measurement o
    JOIN gone_file USING (autoclaved_no)
    WHERE NOT EXISTS (SELECT FROM measurement_meta m WHERE m.msm_no = o.msm_no)
), here_by_file AS (
    SELECT
        autoclaved_no,
        count(*) FILTER (WHERE msm_no <> 0) AS matched,
        count(*) FILTER (WHERE msm_no = 0) AS fresh,
        bool_or(msm_no = 0 AND report_no IN (SELECT report_no FROM gone)) AS ambiguous
    FROM here
    GROUP BY autoclaved_no
), gone_by_file AS (
    SELECT autoclaved_no, count(*) AS gone FROM gone GROUP BY autoclaved_no
)
SELECT filename, coalesce(matched, 0), coalesce(fresh, 0), coalesce(gone, 0), coalesce(ambiguous, FALSE)
FROM gone_file
LEFT JOIN here_by_file USING (autoclaved_no)
LEFT JOIN gone_by_file USING (autoclaved_no)
ORDER BY filename COLLATE "C"
