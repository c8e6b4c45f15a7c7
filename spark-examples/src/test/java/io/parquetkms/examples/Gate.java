package io.parquetkms.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;

/**
 * Where the parts of a job wait until the test has done something. Each comes over a connection of its own, from whatever
 * process it is in, says who it is, and goes on once it has its answer, or when the gate is closed.
 */
public final class Gate implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String PORT = "spark.tests.gate";
    private static final Socket NOBODY = new Socket();

    private final ServerSocket listener;
    private final Duration patience;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Socket> arrived = new LinkedBlockingQueue<>();

    private Gate(ServerSocket listener, Duration patience) {
        this.listener = listener;
        this.patience = patience;
    }

    static Gate open() throws IOException {
        return open(PATIENCE);
    }

    /** @param patience how long to wait for somebody who does not come */
    public static Gate open(Duration patience) throws IOException {
        Gate gate = new Gate(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), patience);
        Thread acceptor = new Thread(gate::accept, "gate");
        acceptor.setDaemon(true);
        acceptor.start();
        return gate;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                arrived.add(connection);
            }
        } catch (IOException e) {
            nobodyWillCome(); // it was closed
        }
    }

    /** Tells a job where the gate is. */
    public Map<String, String> settings() {
        return Map.of(PORT, String.valueOf(listener.getLocalPort()));
    }

    /** For when the job has ended: ends the wait for it. */
    public void nobodyWillCome() {
        arrived.add(NOBODY);
    }

    /** Somebody who waits at the gate. */
    public record Arrival(String name, String executor, long pid, Socket connection) {

        public void goOn() throws IOException {
            answer("");
        }

        public void answer(String answer) throws IOException {
            try (PrintStream out = new PrintStream(connection.getOutputStream(), true, StandardCharsets.UTF_8)) {
                out.println(answer);
            }
        }
    }

    /** The next one who comes, or came. */
    public Arrival next() throws IOException, InterruptedException {
        Socket connection = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (connection == null || connection == NOBODY) {
            throw new IOException("Nobody came to the gate");
        }
        String[] fields = lines(connection.getInputStream()).readLine().split("\t");
        return new Arrival(fields[0], fields[1], Long.parseLong(fields[2]), connection);
    }

    /** For jobs: waits at the gate for the test's answer. A task that Spark interrupts stops waiting and fails. */
    public static String meet(String name) {
        int port = Integer.parseInt(SparkEnv.get().conf().get(PORT));
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            PrintStream out = new PrintStream(Channels.newOutputStream(channel), true, StandardCharsets.UTF_8);
            long pid = ProcessHandle.current().pid();
            out.println(name + "\t" + SparkEnv.get().executorId() + "\t" + pid);
            String answer = lines(Channels.newInputStream(channel)).readLine();
            return answer == null ? "" : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For jobs: whether there is a gate. */
    public static boolean isThere() {
        return SparkEnv.get().conf().contains(PORT);
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
