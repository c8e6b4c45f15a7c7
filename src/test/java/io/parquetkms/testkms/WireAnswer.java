package io.parquetkms.testkms;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer; status 0 stands for none: the connection is closed instead. Immutable. */
record WireAnswer(int status, String contentType, String body) {

    static final WireAnswer NONE = new WireAnswer(0, "", "");
    static final WireAnswer SERVICE_UNAVAILABLE = new WireAnswer(503, "text/plain", "Service Unavailable");

    void send(HttpExchange exchange, String requestId) throws IOException {
        if (status == 0) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, no-store, must-revalidate, private");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
