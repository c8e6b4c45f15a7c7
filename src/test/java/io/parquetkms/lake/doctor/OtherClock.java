package io.parquetkms.lake.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Stands before a server and gives its answers another date: that machine's clock, seen from here. */
final class OtherClock implements AutoCloseable {

    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI behind;
    private final Duration ahead;

    OtherClock(URI behind, Duration ahead) throws IOException {
        this.behind = behind;
        this.ahead = ahead;
        start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "other-clock");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket to = new Socket(behind.getHost(), behind.getPort());
                start(() -> pump(client, to, false));
                start(() -> pump(to, client, true));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pump(Socket from, Socket to, boolean dated) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                String date = HTTP.format(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
                String sent = dated ? text.replaceFirst("(?i)\r\ndate: [^\r]*", "\r\nDate: " + date) : text;
                out.write(sent.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            return; // one side is done
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
