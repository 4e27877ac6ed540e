package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/** Whether a request went through Tor, and out of which relay (normalisation rules §5.2). */
final class TorField {
    private static final String SCHEME = "shttp";

    private TorField() {}

    /**
     * Writes {@code request.tor} in its one form, and takes the mark of Tor from the URL. Forms that mean nothing are
     * no Tor (D34).
     *
     * @return whether the request went through Tor
     */
    static boolean normalise(ObjectNode request) throws BadBlobException {
        boolean isTor = isMarked(request);
        JsonNode given = request.path("tor");
        isTor |= given.isBoolean() && given.booleanValue()
                || given.path("is_tor").isBoolean() && given.get("is_tor").booleanValue();
        ObjectNode tor = request.objectNode();
        tor.put("is_tor", isTor);
        // D34: a relay that is known is told, whatever stands beside it.
        tor.set("exit_ip", exit(given, "exit_ip"));
        tor.set("exit_name", exit(given, "exit_name"));
        request.set("tor", tor);
        return isTor;
    }

    private static boolean isMarked(ObjectNode request) throws BadBlobException {
        JsonNode url = request.get("url");
        if (url == null) {
            throw new BadBlobException(BadReason.KEY, "a request without url");
        }
        if (!TextOrBytes.is(url)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "a url of type " + url.getNodeType());
        }
        String characters = TextOrBytes.characters(url);
        if (!characters.startsWith(SCHEME)) {
            return false;
        }
        request.set("url", TextOrBytes.like(url, characters.replace("shttp://", "http://")));
        return true;
    }

    private static JsonNode exit(JsonNode tor, String key) {
        JsonNode value = tor.get(key);
        return value == null ? NullNode.instance : value;
    }
}
