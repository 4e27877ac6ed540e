package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/**
 * One request and its response (normalisation rules §5.2).
 *
 * @param json normalised
 */
record HttpSession(ObjectNode json, boolean isTor) {
    private static final String BODY = "body";
    private static final String RAW_RESPONSE = "response_raw";

    /** @param given is changed */
    static HttpSession of(JsonNode given) throws BadBlobException {
        if (!(given instanceof ObjectNode session)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "a session of type " + given.getNodeType());
        }
        Headers headers = message(response(session));
        if (!(session.get("request") instanceof ObjectNode request)) {
            throw new BadBlobException(BadReason.KEY, "a session without request");
        }
        message(request);
        boolean isTor = TorField.normalise(request);
        session.set("response_length", headers.contentLength());
        return new HttpSession(session, isTor);
    }

    /** The response, or an empty one in place of something else, which is kept beside it (D34). */
    private static ObjectNode response(ObjectNode session) {
        JsonNode given = session.get("response");
        if (given instanceof ObjectNode response) {
            return response;
        }
        if (given != null && !given.isNull() && !session.has(RAW_RESPONSE)) {
            session.set(RAW_RESPONSE, given);
        }
        return session.putObject("response");
    }

    private static Headers message(ObjectNode message) throws BadBlobException {
        JsonNode body = message.get(BODY);
        // D31: a missing body is none.
        message.set(BODY, body == null ? NullNode.instance : HttpText.normal(body));
        Headers headers = Headers.of(message.get(Headers.KEY));
        headers.writeTo(message);
        return headers;
    }
}
