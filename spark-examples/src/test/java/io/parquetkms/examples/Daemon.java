package io.parquetkms.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A child process that says in its log when it is ready. What it writes goes to a file. */
final class Daemon implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 600;
    private static final long GOODBYE_SECONDS = 10;
    private static final int TAIL = 40;

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Daemon(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param whenReady found in the line that says so */
    static Daemon start(ProcessBuilder builder, Path log, Pattern whenReady) throws IOException {
        Daemon daemon = new Daemon(builder.redirectErrorStream(true).start(), log);
        Thread reader = new Thread(() -> daemon.readOutput(whenReady), "log of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
        return daemon;
    }

    private void readOutput(Pattern whenReady) {
        try (BufferedReader lines = process.inputReader();
                PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                Matcher matcher = whenReady.matcher(line);
                if (matcher.find()) {
                    ready.complete(matcher.group());
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("It ended first"));
    }

    /** Waits for it; gives what the pattern found. */
    String awaitReady() throws IOException, InterruptedException {
        try {
            return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Did not start: see " + log + ", which ends with\n" + tail(), e);
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** The processes it started: a Worker's executors. */
    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Kindly first, so that it tidies up. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
