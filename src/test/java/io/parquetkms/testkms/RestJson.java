package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** AWS's REST protocol: the operation in method and path, a JSON object out. */
final class RestJson {

    private static final String CONTENT_TYPE = "application/json";

    private RestJson() {}

    static WireAnswer answer(ObjectNode body) {
        return new WireAnswer(200, CONTENT_TYPE, body.toString());
    }

    /** The OAuth operations name their errors twice: as a type, and as OAuth's {@code error}. */
    static WireAnswer error(KmsError error, String oauthError) {
        ObjectNode body = Call.object()
                .put("__type", error.code())
                .put("error", oauthError)
                .put("message", error.getMessage());
        return new WireAnswer(error.status(), CONTENT_TYPE, body.toString());
    }
}
