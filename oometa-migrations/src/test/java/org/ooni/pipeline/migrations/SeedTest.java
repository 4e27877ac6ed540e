package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SeedTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void fingerprintsHaveTheirNumbersAndTheNextOneFollows() throws SQLException {
        assertThat(metadb.query("SELECT string_agg(origin_cc, ' ' ORDER BY fingerprint_no), count(body_substr),"
                        + " count(header_prefix), count(header_value), nextval('fingerprint_fingerprint_no_seq')"
                        + " FROM fingerprint"))
                .containsExactly(List.of(
                        "IR TR GR RU IN BE IT CY DK FR MY KR RO GF ID GB RU SA AE SD QA KR PT NO",
                        "14",
                        "5",
                        "5",
                        "25"));
    }

    @Test
    void fingerprintsBeyondAsciiArePrecomposedUtf8() throws SQLException {
        assertThat(metadb.query("SELECT encode(convert_to(body_substr, 'UTF8'), 'hex') FROM fingerprint"
                        + " WHERE octet_length(body_substr) > length(body_substr) ORDER BY fingerprint_no"))
                .containsExactly(
                        List.of("3c7469746c653e54656c656b6f6dc3bc6e696b6173796f6e20c4b06c657469c59f696d"
                                + "204261c59f6b616e6cc4b1c49fc4b13c2f7469746c653e"),
                        List.of("4163636573756c2064756d6e6561766f61737472c4832063c4837472652061636573742073"
                                + "697465206120666f73742072657374726963c89b696f6e6174"));
    }

    /** Guards the other values: recompute it only for a fingerprint that is added on purpose. */
    @Test
    void fingerprintsAreTheOnesThatEveryMetadbHas() throws SQLException {
        assertThat(metadb.query("SELECT encode(digest(string_agg(concat_ws(E'\\t', fingerprint_no, origin_cc,"
                        + " body_substr, header, header_prefix, header_value), E'\\n' ORDER BY fingerprint_no),"
                        + " 'sha256'), 'hex') FROM fingerprint"))
                .containsExactly(List.of("b3f54fabea290b525838c15d0bb1901e7126938d6b3864d35977b10c8e239a07"));
    }

    @Test
    void oneReportIsKnownToBeRepeated() throws SQLException {
        assertThat(metadb.query("SELECT dupgrp_no, used, left(textname, 11), length(textname),"
                        + " left(encode(orig_sha1, 'hex'), 8), right(encode(orig_sha512, 'hex'), 8)"
                        + " FROM repeated_report ORDER BY textname"))
                .containsExactly(
                        List.of("-1", "t", "2016-02-11/", "135", "c5536450", "ccdc9798"),
                        List.of("-1", "f", "2016-02-23/", "135", "048ef97b", "ec4cd237"));
    }

    @Test
    void theCheckOfRepeatedReportsWantsTheUsedCopyAndOnlyIt() throws SQLException {
        String check = "SELECT ooconstraint_repeated_report()";
        String textname = "(SELECT textname FROM repeated_report WHERE %s)";
        assertThatThrownBy(() -> metadb.query(check))
                .hasMessageContaining("0 unused duplicates are in report, 1 used ones are not");

        Rows.report(1).with("textname", textname.formatted("used")).insertInto(metadb);
        assertThat(metadb.query(check)).hasSize(1);

        Rows.report(2).with("textname", textname.formatted("NOT used")).insertInto(metadb);
        assertThatThrownBy(() -> metadb.query(check))
                .hasMessageContaining("1 unused duplicates are in report, 0 used ones are not");
    }

    @Test
    void testNamesSortAsTheOriginalSortsThem() throws SQLException {
        assertThat(metadb.query("SELECT enum_range(NULL::ootest)::text"))
                .containsExactly(List.of("{web_connectivity,http_requests,dns_consistency,http_invalid_request_line,"
                        + "bridge_reachability,tcp_connect,http_header_field_manipulation,http_host,"
                        + "multi_protocol_traceroute,meek_fronted_requests_test,whatsapp,vanilla_tor,"
                        + "facebook_messenger,ndt,dash,telegram,psiphon,tor,signal,torsf,riseupvpn,dnscheck,"
                        + "stunreachability,urlgetter,http_url_list,tls_handshake,dns_injection,captive_portal,"
                        + "dns_spoof,lantern,openvpn,echcheck,sni_blocking,tlsmiddlebox,dnsping,tcpping,tlsping,"
                        + "simplequicping,quicping,portfiltering,ddr,browser_web,shadowsocks,vpn}"));
    }
}
