/**
 * What an operator has taken out of the archive: {@code scrubbing.yaml}, a list of rules.
 *
 * <pre>
 * rules:
 *   - id: names-of-wifi-networks         letters, digits, {@code . _ -}; counted under this name
 *     reason: probes 2.1 to 2.3 annotated them
 *     match:                             all of these must be so; without any, every measurement is meant
 *       test_name: [ndt, dash]           in any spelling
 *       software_name: ooniprobe-android
 *       software_version: {from: 2.1.0, before: 2.4.0}
 *       probe_cc: [IR, CN]
 *       probe_asn: AS1234
 *       measurement_start_time: {from: 2019-01-01, before: 2019-06-01 12:00:00}
 *     remove: /annotations/ssid          or one of the two below
 *     replace: {at: /probe_ip, with: 127.0.0.1}
 *     redact: {below: /test_keys, matching: '(?i)ssid=\S+'}
 * </pre>
 *
 * <p>Rules are applied in their order, to measurements that are normalised and sanitised. Start reading at {@link
 * ScrubbingRules}.
 */
package org.ooni.pipeline.autoclaving.scrub;
