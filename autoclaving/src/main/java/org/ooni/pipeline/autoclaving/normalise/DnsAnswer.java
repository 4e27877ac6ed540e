package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/**
 * One resource record (normalisation rules §5.3), from the two texts in which the probe's DNS library showed it: its
 * frame, {@code <RR name=… type=A class=IN ttl=299s auth=False>}, and its payload, {@code <A address=… ttl=299>}.
 */
final class DnsAnswer {
    private static final String TTL = "ttl";
    private static final String TYPE = "answer_type";
    private static final String RAW = "raw";

    private static final Pattern TTL_OF = Pattern.compile("ttl=(\\d+)");
    private static final Pattern TYPE_OF = Pattern.compile("type=([A-Z]+)");
    private static final Pattern ADDRESS_OF = Pattern.compile("address=(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})");
    private static final Pattern PREFERENCE_OF = Pattern.compile("preference=(\\d+)");
    private static final Pattern SERIAL_OF = Pattern.compile("serial=(\\d+)");
    private static final Pattern REFRESH_OF = Pattern.compile("refresh=(\\d+)");
    private static final Pattern RETRY_OF = Pattern.compile("retry=(\\d+)");
    private static final Pattern MINIMUM_OF = Pattern.compile("minimum=(\\d+)");
    private static final Pattern EXPIRE_OF = Pattern.compile("expire=(\\d+)");

    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private boolean complete = true;

    private DnsAnswer() {}

    /**
     * A mapping of {@code ttl}, {@code answer_type} and what the type has, all texts; empty where nothing was found.
     *
     * @throws BadBlobException {@link BadReason#INDEX} if the frame, or a payload that is wanted, is missing;
     *     {@link BadReason#TYPE} or {@link BadReason#KEY} if it is no text
     */
    static ObjectNode normalise(JsonNode given) throws BadBlobException {
        if (TextOrBytes.is(given) && !TextOrBytes.characters(given).isEmpty()) {
            return unknown(given);
        }
        if (!given.isArray() && !given.isTextual()) {
            throw new BadBlobException(
                    given.isObject() ? BadReason.KEY : BadReason.TYPE, "an answer of type " + given.getNodeType());
        }
        DnsAnswer answer = new DnsAnswer();
        String frame = text(given, 0);
        answer.put(TTL, find(TTL_OF, frame));
        String type = find(TYPE_OF, frame);
        answer.answer.put(TYPE, type);
        answer.payload(type, given);
        if (!answer.complete) {
            // D38: what was not understood, or not wholly.
            answer.answer.set(RAW, given);
        }
        return answer.answer;
    }

    /** An answer of another form, kept beside empty fields (D38). */
    static ObjectNode unknown(JsonNode given) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(TTL, "");
        answer.put(TYPE, "");
        answer.set(RAW, given);
        return answer;
    }

    private void payload(String type, JsonNode given) throws BadBlobException {
        switch (type) {
            case "A" -> put("ipv4", find(ADDRESS_OF, text(given, 1)));
            case "MX" -> mailServer(text(given, 1));
            case "PTR", "CNAME" -> put("hostname", HostScan.find("name=", text(given, 1)));
            case "SOA" -> authority(text(given, 1));
            default -> complete = false;
        }
    }

    private void mailServer(String payload) {
        String address = find(ADDRESS_OF, payload);
        // D38: a mail server has a name, and the original sought an address.
        put("hostname", address.isEmpty() ? HostScan.find("name=", payload) : address);
        put("preference", find(PREFERENCE_OF, payload));
    }

    private void authority(String payload) {
        put("responsible_name", HostScan.find("rname=", payload));
        put("hostname", HostScan.find("mname=", payload));
        put("serial_number", find(SERIAL_OF, payload));
        put("refresh_interval", find(REFRESH_OF, payload));
        put("retry_interval", find(RETRY_OF, payload));
        put("minimum_ttl", find(MINIMUM_OF, payload));
        put("expiration_limit", find(EXPIRE_OF, payload));
    }

    private void put(String key, String found) {
        answer.set(key, TextNode.valueOf(found));
        complete &= !found.isEmpty();
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String text(JsonNode answer, int index) throws BadBlobException {
        JsonNode part = answer.get(index);
        if (part == null) {
            throw new BadBlobException(BadReason.INDEX, "an answer of " + answer.size() + " parts");
        }
        if (!TextOrBytes.is(part)) {
            throw new BadBlobException(BadReason.TYPE, "a part of an answer of type " + part.getNodeType());
        }
        return TextOrBytes.characters(part);
    }
}
