package io.parquetkms.activity;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what keyrings do. Safe on any thread; counting takes no lock. */
public final class Statistics {

    private final LongAdder hits = new LongAdder();
    private final LongAdder deniedHits = new LongAdder();
    private final LongAdder graceUses = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder brokered = new LongAdder();
    private final LongAdder deksWrapped = new LongAdder();
    private final LongAdder deksUnwrapped = new LongAdder();
    private final Map<CallCounts.Kind, Calls> calls = new ConcurrentHashMap<>();

    private static final class Calls {
        private final LongAdder number = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

        private void add(long took) {
            number.increment();
            nanos.add(took);
            longest.accumulate(took);
        }

        private CallCounts.Count count() {
            return new CallCounts.Count(number.sum(), Duration.ofNanos(nanos.sum()), Duration.ofNanos(longest.get()));
        }
    }

    /** Nothing counted yet. */
    public Statistics() {}

    /** A KEK was needed and there. */
    public void hit() {
        hits.increment();
    }

    /** A denial was answered from memory. */
    public void deniedFromMemory() {
        deniedHits.increment();
    }

    /** A KEK was used past its deadline, while the KMS was unavailable or throttling. */
    public void usedInGrace() {
        graceUses.increment();
    }

    /** A KEK was dropped for want of room or because its time was over. */
    public void evicted() {
        evictions.increment();
    }

    /** A KEK came from a broker. */
    public void gotFromBroker() {
        brokered.increment();
    }

    public void wrapped(int deks) {
        deksWrapped.add(deks);
    }

    public void unwrapped() {
        deksUnwrapped.increment();
    }

    public void called(KmsCall call) {
        calls.computeIfAbsent(new CallCounts.Kind(call.operation(), call.outcome()), kind -> new Calls())
                .add(call.took().toNanos());
    }

    /**
     * The counts at one moment, from the start of the process.
     *
     * @param calls requests to the KMS
     * @param hits uses of a KEK that was there
     * @param deniedHits failures answered from memory
     * @param graceUses uses of a KEK past its deadline while the KMS was unavailable or throttling
     * @param evictions KEKs dropped for want of room or because their time was over
     * @param brokered KEKs that came from a broker
     * @param deksWrapped data keys wrapped
     * @param deksUnwrapped data keys unwrapped
     */
    public record Snapshot(
            CallCounts calls,
            long hits,
            long deniedHits,
            long graceUses,
            long evictions,
            long brokered,
            long deksWrapped,
            long deksUnwrapped) {

        /** Nothing done. */
        public static final Snapshot NONE = new Snapshot(CallCounts.NONE, 0, 0, 0, 0, 0, 0, 0);

        /** Data keys that cost no request of their own, as they would if the KMS wrapped each (single wrapping). */
        public long callsSaved() {
            return Math.max(0, deksWrapped + deksUnwrapped - calls.total());
        }

        /** Both together. */
        public Snapshot plus(Snapshot other) {
            return new Snapshot(
                    calls.plus(other.calls),
                    hits + other.hits,
                    deniedHits + other.deniedHits,
                    graceUses + other.graceUses,
                    evictions + other.evictions,
                    brokered + other.brokered,
                    deksWrapped + other.deksWrapped,
                    deksUnwrapped + other.deksUnwrapped);
        }
    }

    public Snapshot snapshot() {
        Map<CallCounts.Kind, CallCounts.Count> counts = new HashMap<>();
        calls.forEach((kind, count) -> counts.put(kind, count.count()));
        return new Snapshot(
                new CallCounts(counts),
                hits.sum(),
                deniedHits.sum(),
                graceUses.sum(),
                evictions.sum(),
                brokered.sum(),
                deksWrapped.sum(),
                deksUnwrapped.sum());
    }
}
