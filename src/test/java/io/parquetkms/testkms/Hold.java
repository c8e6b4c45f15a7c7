package io.parquetkms.testkms;

import java.time.Duration;

/**
 * A gate in front of the server: requests that arrive wait until it is closed, so that a test can have several in
 * flight at once without sleeping. Thread-safe.
 */
public final class Hold implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private int arrivals;
    private boolean released;

    Hold() {}

    /** Waits until this many requests have arrived at the gate; fails after five minutes. */
    public synchronized void awaitArrivals(int expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (arrivals < expected) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("Only " + arrivals + " of " + expected + " requests arrived");
            }
            wait(left);
        }
    }

    public synchronized int arrivals() {
        return arrivals;
    }

    /** Lets the requests through, those that wait and those to come. */
    @Override
    public synchronized void close() {
        released = true;
        notifyAll();
    }

    synchronized void pass() throws InterruptedException {
        arrivals++;
        notifyAll();
        while (!released) {
            wait();
        }
    }
}
