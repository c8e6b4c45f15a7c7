package io.parquetkms.keys;

import io.parquetkms.kms.KmsOperation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what keyrings do. Safe on any thread; counting takes no lock. */
public final class Statistics {

    final LongAdder hits = new LongAdder();
    final LongAdder deniedHits = new LongAdder();
    final LongAdder graceUses = new LongAdder();
    final LongAdder evictions = new LongAdder();
    final LongAdder deksWrapped = new LongAdder();
    final LongAdder deksUnwrapped = new LongAdder();
    private final Map<KmsOperation, LongAdder> calls = new EnumMap<>(KmsOperation.class);
    private final Map<KmsOperation, LongAdder> failures = new EnumMap<>(KmsOperation.class);

    Statistics() {
        for (KmsOperation operation : KmsOperation.values()) {
            calls.put(operation, new LongAdder());
            failures.put(operation, new LongAdder());
        }
    }

    void called(KmsOperation operation, boolean succeeded) {
        Objects.requireNonNull((succeeded ? calls : failures).get(operation)).increment();
    }

    /**
     * The counts at one moment, from the start of the process.
     *
     * @param calls requests that succeeded, by operation
     * @param failures requests that failed, by operation
     * @param hits uses of a KEK that was there
     * @param deniedHits failures answered from memory
     * @param graceUses uses of a KEK past its deadline while the KMS was unavailable or throttling
     * @param evictions KEKs dropped for want of room or because their time was over
     * @param deksWrapped data keys wrapped
     * @param deksUnwrapped data keys unwrapped
     */
    public record Snapshot(
            Map<KmsOperation, Long> calls,
            Map<KmsOperation, Long> failures,
            long hits,
            long deniedHits,
            long graceUses,
            long evictions,
            long deksWrapped,
            long deksUnwrapped) {

        public Snapshot {
            calls = Map.copyOf(calls);
            failures = Map.copyOf(failures);
        }

        /** Requests of all kinds, failed ones too: what the KMS charges for. */
        public long totalCalls() {
            return calls.values().stream().mapToLong(Long::longValue).sum()
                    + failures.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public Snapshot snapshot() {
        return new Snapshot(
                sums(calls),
                sums(failures),
                hits.sum(),
                deniedHits.sum(),
                graceUses.sum(),
                evictions.sum(),
                deksWrapped.sum(),
                deksUnwrapped.sum());
    }

    private static Map<KmsOperation, Long> sums(Map<KmsOperation, LongAdder> counters) {
        Map<KmsOperation, Long> sums = new EnumMap<>(KmsOperation.class);
        counters.forEach((operation, counter) -> sums.put(operation, counter.sum()));
        return sums;
    }
}
