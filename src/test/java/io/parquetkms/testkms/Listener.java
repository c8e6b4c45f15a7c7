package io.parquetkms.testkms;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The listening socket and its threads, which can be stopped and started again on the same port. Thread-safe. */
final class Listener implements AutoCloseable {

    private static final int BACKLOG = 1024;

    static {
        // Else Nagle's algorithm and delayed acknowledgements make each answer on a kept connection take 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpHandler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(Listener::daemon);
    private final int port;
    private @Nullable HttpServer server;
    private @Nullable Socket reservation;

    Listener(int port, HttpHandler handler) {
        this.handler = handler;
        HttpServer started = listen(port);
        this.port = started.getAddress().getPort();
        this.server = started;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void stop() {
        end();
        if (reservation == null) {
            reservation = reserve();
        }
    }

    synchronized void restart() {
        end();
        release();
        server = listen(port);
    }

    @Override
    public synchronized void close() {
        end();
        release();
        threads.shutdownNow();
    }

    private void end() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** A socket that only has the port, so that no other process on the machine is given it meanwhile. */
    private Socket reserve() {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep port " + port + " of the loopback interface", e);
        }
    }

    private void release() {
        if (reservation == null) {
            return;
        }
        try {
            reservation.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release port " + port + " of the loopback interface", e);
        }
        reservation = null;
    }

    private HttpServer listen(int on) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), on);
            HttpServer fresh = HttpServer.create(address, BACKLOG);
            fresh.createContext("/", handler);
            fresh.setExecutor(threads);
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + on + " of the loopback interface", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "test-kms");
        thread.setDaemon(true);
        return thread;
    }
}
