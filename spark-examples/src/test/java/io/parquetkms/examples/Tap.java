package io.parquetkms.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and a server of HTTP on this machine, and hears what is said: which requests, and whether a value goes over the
 * wire in clear. Safe on any thread.
 */
final class Tap implements AutoCloseable {

    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) /\\S* HTTP/1\\.1\r\n");

    /** As much of what was heard before as may be the beginning of what is looked for. */
    private static final int OVERLAP = 4096;

    private final ServerSocket clients = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final Map<String, Integer> requests = new TreeMap<>();
    private int inClear;

    Tap(int server) throws IOException {
        this.server = server;
        thread(this::accept);
    }

    int port() {
        return clients.getLocalPort();
    }

    /** What was heard since the last time: the number of requests by their method. */
    synchronized Map<String, Integer> requests() {
        Map<String, Integer> heard = Map.copyOf(requests);
        requests.clear();
        return heard;
    }

    /** How often a value was heard in clear since the last time. */
    synchronized int inClear() {
        int heard = inClear;
        inClear = 0;
        return heard;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = clients.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                thread(() -> pass(client, behind, true));
                thread(() -> pass(behind, client, false));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void pass(Socket from, Socket to, boolean asks) {
        String before = "";
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String now = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                hear(before, now, asks);
                before = (before + now).substring(Math.max(0, before.length() + n - OVERLAP));
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            return; // one of them has hung up
        }
    }

    private synchronized void hear(String before, String now, boolean asks) {
        String all = before + now;
        if (TableCases.holdsValues(all) && !TableCases.holdsValues(before)) {
            inClear++;
        }
        Matcher matcher = REQUEST.matcher(all);
        while (asks && matcher.find()) {
            if (matcher.end() > before.length()) {
                requests.merge(matcher.group(1), 1, Integer::sum);
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "tap");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        clients.close();
    }
}
