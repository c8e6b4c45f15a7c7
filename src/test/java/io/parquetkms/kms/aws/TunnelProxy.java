package io.parquetkms.kms.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTPS proxy that refuses every connection and remembers where it was to go: no name is looked up. Thread-safe. */
final class TunnelProxy implements AutoCloseable {

    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    TunnelProxy() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                refuse(connection);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    targets.add(e.toString());
                }
            }
        }
    }

    private void refuse(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        if (request == null) {
            return;
        }
        targets.add(request.split(" ", -1)[1]);
        String header = request;
        while (header != null && !header.isEmpty()) {
            header = in.readLine();
        }
        connection
                .getOutputStream()
                .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Host and port of each connection asked for, oldest first. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
