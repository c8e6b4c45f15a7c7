package io.parquetkms.activity;

import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests to the KMS, by what was asked and how it ended. Immutable.
 *
 * @param byKind only kinds that occurred
 */
public record CallCounts(Map<Kind, Count> byKind) {

    /** No request. */
    public static final CallCounts NONE = new CallCounts(Map.of());

    /**
     * What was asked and how it ended.
     *
     * @param outcome as {@link KmsCall#outcome}
     */
    public record Kind(KmsOperation operation, String outcome) {

        public boolean succeeded() {
            return outcome.equals("ok");
        }
    }

    /**
     * How often, and how long it took.
     *
     * @param total time of all of them together
     * @param longest time of the slowest
     */
    public record Count(long calls, Duration total, Duration longest) {

        Count plus(Count other) {
            return new Count(
                    calls + other.calls,
                    total.plus(other.total),
                    longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }

        public Duration mean() {
            return calls == 0 ? Duration.ZERO : total.dividedBy(calls);
        }
    }

    public CallCounts {
        byKind = Map.copyOf(byKind);
    }

    /** Requests of all kinds, failed ones too: what the KMS charges for. */
    public long total() {
        return byKind.values().stream().mapToLong(Count::calls).sum();
    }

    /** Requests that failed. */
    public long failed() {
        return byKind.entrySet().stream()
                .filter(entry -> !entry.getKey().succeeded())
                .mapToLong(entry -> entry.getValue().calls())
                .sum();
    }

    /** Requests of one kind that succeeded. */
    public long succeeded(KmsOperation operation) {
        Count count = byKind.get(new Kind(operation, "ok"));
        return count == null ? 0 : count.calls();
    }

    /** Both together. */
    public CallCounts plus(CallCounts other) {
        Map<Kind, Count> sum = new HashMap<>(byKind);
        other.byKind.forEach((kind, count) -> sum.merge(kind, count, Count::plus));
        return new CallCounts(sum);
    }

    /** For people: {@code 8 Decrypt, 1 Decrypt denied, 4 GenerateDataKey}. */
    @Override
    public String toString() {
        Map<String, Long> text = new TreeMap<>();
        byKind.forEach((kind, count) -> text.merge(
                kind.operation().wireName() + (kind.succeeded() ? "" : " " + kind.outcome()),
                count.calls(),
                Long::sum));
        StringBuilder list = new StringBuilder();
        text.forEach((kind, calls) -> list.append(list.isEmpty() ? "" : ", ")
                .append(calls)
                .append(' ')
                .append(kind));
        return list.toString();
    }
}
