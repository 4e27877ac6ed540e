package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.NumberedFingerprint;

/** Numbers are those of the vectors of the Feeder rules §8. */
class BlockPagesTest {
    private static final BlockPages KNOWN = new BlockPages(List.of(
            new NumberedFingerprint(1, Fingerprint.ofBody("RU", "http://eais.rkn.gov.ru/")),
            new NumberedFingerprint(2, Fingerprint.ofHeaderValue("KR", "Location", "http://www.warning.or.kr")),
            new NumberedFingerprint(3, Fingerprint.ofHeaderPrefix("RU", "Location", "http://warning.rt.ru")),
            new NumberedFingerprint(4, Fingerprint.ofBody("ZZ", "gesperrt \u00fcberall")),
            new NumberedFingerprint(5, Fingerprint.ofHeaderPrefix("ZZ", "Server", "Wire")),
            new NumberedFingerprint(6, Fingerprint.ofBody("FR", "gesperrt \u00fcberall"))));

    private static List<Integer> matching(String country, String body, String headers) {
        byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        return KNOWN.matching(country, bytes, SampleData.json(headers));
    }

    @Test
    void vector60_bodiesThenExactHeadersThenBeginnings() {
        assertThat(matching("RU", "a http://eais.rkn.gov.ru/ b", "{'LOCATION': 'http://warning.rt.ru/z'}"))
                .containsExactly(1, 3);
        assertThat(matching("IR", "a http://eais.rkn.gov.ru/ b", "{'LOCATION': 'http://warning.rt.ru/z'}"))
                .isEmpty();
    }

    @Test
    void thoseOfEverywhereComeFirst() {
        String body = "http://eais.rkn.gov.ru/ gesperrt \u00fcberall";
        assertThat(matching("RU", body, "{'server': 'WireX'}")).containsExactly(4, 5, 1);
        assertThat(matching("FR", body, "{}")).containsExactly(4, 6);
        assertThat(matching("ZZ", body, "{}")).containsExactly(4);
    }

    @Test
    void vector61_anExactHeaderIsExact() {
        assertThat(matching("KR", null, "{'location': 'http://www.warning.or.kr'}"))
                .containsExactly(2);
        assertThat(matching("KR", null, "{'location': 'http://www.warning.or.kr/'}"))
                .isEmpty();
    }

    @Test
    void vector62_theCaseOfABodyCounts() {
        assertThat(matching("RU", "HTTP://eais.rkn.gov.ru/", "{}")).isEmpty();
    }

    @Test
    @DisplayName("#40: of headers that differ in case the last one counts")
    void theLastOfEqualHeaders() {
        assertThat(matching("RU", null, "{'location': 'http://warning.rt.ru/', 'Location': 'x'}"))
                .isEmpty();
        assertThat(matching("RU", null, "{'location': 'x', 'Location': 'http://warning.rt.ru/'}"))
                .containsExactly(3);
    }

    @Test
    void headersThatAreNotLookedAtMayBeAnything() {
        assertThat(matching("RU", null, "{'x': {}, 'y': null}")).isEmpty();
        assertThat(matching("IR", null, "{'location': {}}")).isEmpty();
        assertThat(matching("KR", null, "{'location': null}")).isEmpty();
        assertThat(matching("RU", null, "null")).isEmpty();
        assertThatThrownBy(() -> matching("KR", null, "{'location': {'data': 'YQ==', 'format': 'base64'}}"))
                .isInstanceOf(DatumException.class);
        assertThatThrownBy(() -> matching("RU", null, "{'location': null}")).isInstanceOf(DatumException.class);
        assertThatThrownBy(() -> matching("RU", null, "['a']")).isInstanceOf(DatumException.class);
    }

    @Test
    @DisplayName("#41: an unknown country has the fingerprints of everywhere")
    void unknownCountry() {
        ObjectNode datum = SampleData.requests(
                SampleData.request("", SampleData.response("'http://eais.rkn.gov.ru/ gesperrt \u00fcberall'", "{}")));
        FeederContext context = new FeederContext(KNOWN, new SimhashCache());
        assertThat(FedAll.by(datum.putNull("probe_cc"), context).of("http_request_fp"))
                .containsExactly(List.of("42", "4"));
        assertThat(FedAll.by(datum.put("probe_cc", "RU"), context).of("http_request_fp"))
                .containsExactly(List.of("42", "4"), List.of("42", "1"));
    }

    @Test
    @DisplayName("#19: what several requests match is there several times")
    void theSamePairAgain() {
        String request = SampleData.request("", SampleData.response("'gesperrt \u00fcberall'", "{}"));
        FeederContext context = new FeederContext(KNOWN, new SimhashCache());
        assertThat(FedAll.by(SampleData.requests(request, request), context).of("http_request_fp"))
                .containsExactly(List.of("42", "4"), List.of("42", "4"));
    }
}
