package io.parquetkms.testkms;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An HTTP request, read whole. Header names are lower case. Immutable; the body is not copied. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record WireRequest(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    private static final int MAX_BODY = 1 << 20;

    static WireRequest read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        String query = exchange.getRequestURI().getRawQuery();
        return new WireRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readNBytes(MAX_BODY));
    }

    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    String headerOr(String name, String otherwise) {
        String value = header(name);
        return value == null ? otherwise : value;
    }

    /** A header as SigV4 signs it: every value, each without surplus white space. */
    String canonicalHeader(String name) {
        return headers.getOrDefault(name, List.of()).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    /** Tells a request of the query protocol, STS's, from one of KMS's. */
    boolean isQueryProtocol() {
        return header("x-amz-target") == null
                && headerOr("content-type", "").startsWith("application/x-www-form-urlencoded");
    }
}
