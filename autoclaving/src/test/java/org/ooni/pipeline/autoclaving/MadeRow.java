package org.ooni.pipeline.autoclaving;

import java.util.List;
import java.util.Map;

/**
 * A case in which we differ from the original, and what we make of it.
 *
 * @param rule by which
 * @param data of which only what differs from a measurement that says nothing is given
 * @param failures as {@link Autoclaved#failures}
 */
record MadeRow(String rule, List<String> data, List<String> failures) {
    private static final String R = "\"report_id\":\"R\",\"test_name\":\"x\",\"test_keys\":";
    private static final String NO_TOR = "\"tor\":{\"exit_ip\":null,\"exit_name\":null,\"is_tor\":false}";
    private static final String EMPTY = "{\"body\":null,\"headers\":{}}";
    private static final String HASH = "\"ef473bbc24024ac1d66b318ac96bb31a95fd9a7d\"";
    private static final String TIMES_OF_100 = "\"test_start_time\":\"1970-01-01 00:01:40\"";

    /** By the number of the row. */
    static final Map<Integer, MadeRow> ALL = Map.ofEntries(
            failed(24, "D2", "cut 0 <type 'exceptions.AttributeError'>"),
            failed(25, "D2", "cut 0 <class 'yaml.parser.ParserError'>"),
            // The letters are those of SHA-512 of ZZAS0invalid1.0None.
            row(
                    26,
                    "D2",
                    "{\"report_id\":\"19700101T000000Z_mIjdCBVgclxWgbemxKkuOgKAnRyuiYKtgsROMLIpgLJiFjiWPS\",\"software_version\":1.0,\"test_keys\":{\"a\":1}}"),
            row(
                    27,
                    "D5",
                    times("10:00:00", "11:00:00", 1),
                    times("16:53:20", "16:53:30", 2),
                    times("10:00:00", "11:00:00", 3)),
            row(29, "D5", "{" + R + "{\"a\":1,\"z\":0}}", "{" + R + "{\"b\":1,\"z\":0}}"),
            row(31, "D20", "{" + R + "{\"a\":[750]}}"),
            row(32, "D16", "{" + R + "{\"a\":[1451606400,1451631600.5,1451642400,\"2016-01-01\",\"2016-1-1\"]}}"),
            row(35, "D17", "{" + R + "{\"1\":\"a\",\"None\":\"b\",\"True\":\"c\",\"2016-01-01\":\"d\",\"1.5\":\"e\"}}"),
            row(37, "D9", "{" + R + "{\"a\":{\"data\":\"gA==\",\"format\":\"base64\"}}}"),
            row(38, "D9", "{" + R + "{\"a\":{\"data\":\"6Q==\",\"format\":\"base64\"}}}"),
            row(39, "D9", "{" + R + "{\"a\":{\"data\":\"wkE=\",\"format\":\"base64\"}}}"),
            row(40, "D13", "{" + R + "{\"a\":null}}", "{" + R + "{\"a\":null}}"),
            row(41, "D10", "{" + R + "{\"a\":18446744073709551616}}"),
            row(43, "D19", "{" + R + "{\"a\":\"=\"}}"),
            failed(44, "D1", "34+47 <class 'yaml.constructor.ConstructorError'>"),
            failed(52, "D11", "0+16 <type 'exceptions.ValueError'>"),
            row(53, "D13", "{\"test_keys\":{\"a\":[0.1234567890123456,1e-11,1451606400.123456,1.0,1e400]}}"),
            row(54, "D12", "{\"test_keys\":{\"a\":[0.1234567890123456,1e-11,1451606400.123456,1.0,1e20]}}"),
            row(56, "D11", "{\"test_keys\":{\"a\":30000000000000000000}}"),
            row(57, "D14", "{\"test_keys\":{\"a\":\"\\ud800abc\",\"b\":\"\\udc00\"}}"),
            row(62, "D21", "{}"),
            Map.entry(70, new MadeRow("D22", List.of("{}", "{}"), List.of("39+27 <type 'exceptions.ValueError'>"))),
            row(72, "D22", "{" + TIMES_OF_100 + ",\"measurement_start_time\":\"1970-01-01 00:03:20\"}"),
            row(
                    73,
                    "D23",
                    "{\"test_start_time\":\"2016-01-01 00:00:00\",\"measurement_start_time\":\"2016-01-01 00:00:00\"}"),
            row(75, "D23", "{" + TIMES_OF_100 + ",\"measurement_start_time\":\"2016-01-01 00:00:00\"}"),
            row(77, "D35", host("\"--url abc\"")),
            row(78, "D35", host("[\"-u\"]")),
            row(79, "D24", "{\"test_name\":\"lantern\",\"test_keys\":{\"a\":1}}"),
            row(81, "D29, D30", http(request("u"), """
                            {"body":"b","headers":{"A":"3","B":"text","Content-Length":"12"},
                             "headers_list":[["A","1"],["A","2"],["A","3"],["B","text"],["Content-Length","12"]]}
                            """, "\"response_length\":\"12\"")),
            row(
                    82,
                    "D30",
                    http(request("u"), "{\"body\":\"b\",\"headers\":{\"Server\":\"x\"}}", "\"response_length\":null")),
            row(83, "D34", http(request("u"), EMPTY, "\"response_length\":null,\"response_raw\":\"oops\"")),
            row(84, "D31", http(request("u"), EMPTY, "\"response_length\":null")),
            row(
                    86,
                    "D32",
                    http(
                                    "{\"body\":\"ab\",\"headers\":{},\"url\":\"http://a\"," + NO_TOR + "}",
                                    """
                                    {"body":{"data":"/wD+AA==","format":"base64"},
                                     "headers":{"X":{"data":"6Q==","format":"base64"}}}
                                    """,
                                    "\"response_length\":null")
                            .replaceFirst("\\{", "{\"report_id\":\"R\",")),
            row(
                    87,
                    "D33",
                    "{\"report_id\":\"R\",\"test_name\":\"http_requests\",\"test_keys\":{\"requests\":[" + aliased()
                            + "," + aliased() + "]}}"),
            row(90, "D38", """
                    {"test_name":"dns_injection","test_keys":{"queries":[{"answers":[
                     {"answer_type":"MX","hostname":"m.x","preference":"10","ttl":"5"},
                     {"answer_type":"CNAME","hostname":"a-b.c","ttl":"","raw":["type=CNAME ttl=x","name=a-b.c_d.com."]},
                     {"answer_type":"SOA","expiration_limit":"4","hostname":"n.a","minimum_ttl":"5",
                      "refresh_interval":"2","responsible_name":"r.a","retry_interval":"3","serial_number":"1","ttl":"",
                      "raw":["type=SOA","mname=n.a. rname=r.a serial=1 refresh=2 retry=3 expire=4 minimum=5"]},
                     {"answer_type":"TXT","ttl":"","raw":["type=TXT","secret"]},
                     {"answer_type":"","ttl":"","raw":["type=65",""]}],
                     "failure":null,"hostname":null,"resolver_hostname":null,"resolver_port":null}]}}
                    """),
            row(91, "D37", """
                    {"test_name":"dns_consistency","test_keys":{"errors":{"a":1},"failed":["a"],"inconsistent":[],
                     "queries":[],"successful":[]}}
                    """),
            row(92, "D38", """
                    {"test_name":"dns_injection","test_keys":{"queries":[{"answers":[],"failure":"no_answer",
                     "hostname":null,"resolver_hostname":null,"resolver_port":null}]}}
                    """),
            row(94, "D41", tls("\"0x80000000\"", "[[\"CN\",\"x\"]]")),
            row(95, "D41", tls("null", "[]")),
            row(100, "D42", bridge(HASH, HASH, "null,\"tor_log\":\"\"")),
            row(101, "D42", bridge("\"[REDACTED]\"", "null", "null,\"tor_log\":\"\"")),
            row(102, "D43", bridge("null", "null", "null,\"tor_log\":\"\"")),
            row(103, "D43", bridge("\"[REDACTED]\"", "null", "null,\"tor_log\":\"\"")),
            row(
                    104,
                    "D42",
                    bridge(HASH, HASH, "\"https\",\"transport\":\"obfs3\",\"tor_log\":\"\"")
                            .replace("bridge_reachability", "bridgereachability")),
            row(
                    105,
                    "D42",
                    bridge(
                            HASH,
                            HASH,
                            "\"https\",\"transport\":\"obfs3\","
                                    + "\"tor_log\":\"x [REDACTED] y [REDACTED]\\n[REDACTED]\"")));

    private static Map.Entry<Integer, MadeRow> row(int n, String rule, String... data) {
        return Map.entry(n, new MadeRow(rule, List.of(data), List.of()));
    }

    private static Map.Entry<Integer, MadeRow> failed(int n, String rule, String failure) {
        return Map.entry(n, new MadeRow(rule, List.of(), List.of(failure)));
    }

    private static String times(String test, String measurement, int n) {
        return "{" + R + "{\"n\":" + n + "},\"test_start_time\":\"2014-05-13 " + test
                + "\",\"measurement_start_time\":\"2014-05-13 " + measurement + "\"}";
    }

    private static String host(String options) {
        return "{\"test_name\":\"http_host\",\"options\":" + options + ",\"test_keys\":{\"requests\":[]}}";
    }

    private static String http(String request, String response, String further) {
        return "{\"test_name\":\"http_requests\",\"test_keys\":{\"requests\":[{\"request\":" + request
                + ",\"response\":" + response + "," + further + "}]}}";
    }

    private static String request(String url) {
        return "{\"body\":null,\"headers\":{},\"url\":\"" + url + "\"," + NO_TOR + "}";
    }

    private static String aliased() {
        return "{\"request\":{\"body\":null,\"headers\":{\"A\":\"x\"},\"url\":\"http://a\"," + NO_TOR
                + "},\"response\":" + EMPTY + ",\"response_length\":null}";
    }

    /** Of a current format, whose times nobody looks at. */
    private static String bridge(String input, String hash, String distributorAndMore) {
        return "{\"test_name\":\"bridge_reachability\",\"test_start_time\":null,\"measurement_start_time\":null,"
                + "\"input\":" + input + ",\"test_keys\":{\"bridge_address\":null,\"bridge_hashed_fingerprint\":"
                + hash + ",\"distributor\":" + distributorAndMore + "}}";
    }

    private static String tls(String serial, String subject) {
        return "{\"test_name\":\"tls_handshake\",\"test_keys\":{\"cert_issuer\":[],\"cert_serial_no\":" + serial
                + ",\"cert_subject\":" + subject + ",\"session_key\":{\"data\":\"\",\"format\":\"base64\"}}}";
    }
}
