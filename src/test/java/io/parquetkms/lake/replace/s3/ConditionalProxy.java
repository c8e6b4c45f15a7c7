package io.parquetkms.lake.replace.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server of S3's protocol and heeds {@code If-Match} on writes, as S3 is documented to do: where the object's ETag is
 * another one the answer is 412, where there is none 404, and the server never hears of it. Counts requests by their method. Safe on any
 * thread.
 */
final class ConditionalProxy implements AutoCloseable {

    /** What happens to the next write whose condition is met. */
    enum Fault {
        NONE,
        /** It is not carried out: 409, as S3 says where another write came in between. */
        CONFLICT,
        /** It is carried out, and the answer to it is lost. */
        LOST_ANSWER
    }

    /** That the JDK's client sets itself, and that concern one connection only. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

    private final URI server;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> requests = new TreeMap<>();
    private Fault fault = Fault.NONE;

    ConditionalProxy(URI server) throws IOException {
        this.server = server;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/", this::answer);
        front.setExecutor(threads);
        front.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    synchronized void next(Fault next) {
        fault = next;
    }

    synchronized Fault next() {
        return fault;
    }

    /** Since the last time, by their method. */
    synchronized Map<String, Integer> requests() {
        Map<String, Integer> heard = new TreeMap<>(requests);
        requests.clear();
        return heard;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.merge(exchange.getRequestMethod(), 1, Integer::sum);
            byte[] body = exchange.getRequestBody().readAllBytes();
            String condition = exchange.getRequestHeaders().getFirst("If-Match");
            if (condition == null || Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                send(exchange, forward(exchange, body));
            } else {
                answerConditional(exchange, body, condition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerConditional(HttpExchange exchange, byte[] body, String condition)
            throws IOException, InterruptedException {
        HttpResponse<Void> head = client.send(
                HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().getRawPath()))
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        if (head.statusCode() == 404) {
            refuse(exchange, 404, "NoSuchKey");
        } else if (!head.headers().firstValue("ETag").orElseThrow().equals(condition)) {
            refuse(exchange, 412, "PreconditionFailed");
        } else {
            carryOut(exchange, body);
        }
    }

    private void carryOut(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        Fault now = fault;
        fault = Fault.NONE;
        if (now == Fault.CONFLICT) {
            refuse(exchange, 409, "ConditionalRequestConflict");
            return;
        }
        HttpResponse<byte[]> response = forward(exchange, body);
        if (now == Fault.NONE) {
            send(exchange, response);
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = "<Error><Code>%s</Code><Message>as asked</Message></Error>"
                .formatted(code)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void send(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        boolean empty = response.body().length == 0;
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            boolean length = header.getKey().equalsIgnoreCase("content-length");
            if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)) || (length && empty)) {
                exchange.getResponseHeaders().put(header.getKey(), header.getValue());
            }
        }
        exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : response.body().length);
        if (!empty) {
            exchange.getResponseBody().write(response.body());
        }
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
    }
}
