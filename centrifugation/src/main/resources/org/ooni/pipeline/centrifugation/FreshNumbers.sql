UPDATE report_meta m SET report_no = fresh.report_no
FROM (
    SELECT report_xref, nextval('report_no_seq') AS report_no
    FROM (SELECT report_xref FROM report_meta WHERE report_no = 0 ORDER BY report_xref) AS unnumbered
) AS fresh
WHERE m.report_xref = fresh.report_xref;

UPDATE measurement_meta m SET msm_no = fresh.msm_no
FROM (
    SELECT place, nextval('msm_no_seq') AS msm_no
    FROM (
        SELECT ctid AS place FROM measurement_meta WHERE msm_no = 0 ORDER BY report_xref, frame_off, intra_off
    ) AS unnumbered
) AS fresh
WHERE m.ctid = fresh.place
