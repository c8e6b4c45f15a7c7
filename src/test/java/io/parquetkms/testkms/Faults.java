package io.parquetkms.testkms;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The faults that requests meet, in all operations or in one: {@link TestKms#faults()}. They strike before the caller
 * is known, after any hold and latency. Thread-safe; what was set holds from the next request on.
 */
public final class Faults {

    private final Deque<Fault> next = new ArrayDeque<>();
    private @Nullable Fault always;
    private @Nullable Fault periodic;
    private int period;
    private long requests;
    private Duration latency = Duration.ZERO;
    private @Nullable Hold hold;

    Faults() {}

    /** Every request fails, until {@link #clear()}: an outage. */
    public synchronized Faults always(Fault fault) {
        always = fault;
        return this;
    }

    /** The next n requests fail. */
    public synchronized Faults next(int n, Fault fault) {
        for (int i = 0; i < n; i++) {
            next.add(fault);
        }
        return this;
    }

    /** Every n-th request fails, counted from now. */
    public synchronized Faults every(int n, Fault fault) {
        if (n < 1) {
            throw new IllegalArgumentException("Invalid period: " + n + " (must be 1 or more)");
        }
        periodic = fault;
        period = n;
        requests = 0;
        return this;
    }

    public Faults throttleNext(int n) {
        return next(n, Fault.THROTTLED);
    }

    public Faults throttleEvery(int n) {
        return every(n, Fault.THROTTLED);
    }

    /** Every request is answered so much later. */
    public synchronized Faults latency(Duration each) {
        latency = each;
        return this;
    }

    /** Makes requests wait until the hold is closed. */
    public synchronized Hold hold() {
        Hold fresh = new Hold();
        hold = fresh;
        return fresh;
    }

    /** Ends every fault, latency and hold. */
    public synchronized void clear() {
        next.clear();
        always = null;
        periodic = null;
        latency = Duration.ZERO;
        if (hold != null) {
            hold.close();
            hold = null;
        }
    }

    /** Waits as asked, then tells the fault that this request meets. */
    Optional<Fault> strike() throws InterruptedException {
        delay();
        return draw();
    }

    private void delay() throws InterruptedException {
        Hold gate;
        Duration pause;
        synchronized (this) {
            gate = hold;
            pause = latency;
        }
        if (gate != null) {
            gate.pass();
        }
        if (!pause.isZero()) {
            Thread.sleep(pause.toMillis());
        }
    }

    private synchronized Optional<Fault> draw() {
        requests++;
        if (always != null) {
            return Optional.of(always);
        }
        if (!next.isEmpty()) {
            return Optional.of(next.remove());
        }
        return periodic != null && requests % period == 0 ? Optional.of(periodic) : Optional.empty();
    }
}
