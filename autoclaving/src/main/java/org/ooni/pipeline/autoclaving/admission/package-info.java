/**
 * What an operator does not want published: {@code admission.yaml}, a list of rules. Reports that a rule holds are canned
 * and held back from the archive.
 *
 * <pre>
 * rules:
 *   - id: broken-clock                   letters, digits, {@code . _ -}; told under this name
 *     reason: its measurements are of another year
 *     match:                             all of these must be so; at least one
 *       probe_cc: [IR, CN]               of the report's name
 *       probe_asn: AS1234
 *       test_name: ndt                   in any spelling
 *       report_id: no_report_id
 *       test_start_time: {from: 2019-01-01, before: 2019-06-01 12:00:00}
 *       pattern: '^2019-0[12]-'          is searched for in the textname, {@code <bucket>/<report file>}
 *       software_name: ooniprobe-android of the report's first measurement
 *       software_version: {from: 2.1.0, before: 2.4.0}
 * </pre>
 *
 * <p>Each takes one value or a list. Start reading at {@link
 * org.ooni.pipeline.autoclaving.admission.Admission}.
 */
package org.ooni.pipeline.autoclaving.admission;
