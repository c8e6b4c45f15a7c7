package io.parquetkms.activity;

import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Requests to the KMS, by what was asked and how it ended. Immutable.
 *
 * @param byKind only kinds that occurred
 */
public record CallCounts(Map<Kind, Count> byKind) {

    /** Begins the outcome of what never was a request: it failed before anything was sent to the KMS. */
    static final String UNSENT = "unsent-";

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

        /** Whether the KMS may have got it: then it counts, and costs. */
        public boolean sent() {
            return !outcome.startsWith(UNSENT);
        }

        private String text() {
            String how = sent() ? outcome : "not sent: " + outcome.substring(UNSENT.length());
            return operation.wireName() + (succeeded() ? "" : " " + how);
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

    /** Requests that were sent, failed ones too: what the KMS charges for. */
    public long total() {
        return sum(Kind::sent);
    }

    /** Those of them that failed. */
    public long failed() {
        return sum(kind -> kind.sent() && !kind.succeeded());
    }

    /** Requests that could not be sent. */
    public long unsent() {
        return sum(kind -> !kind.sent());
    }

    private long sum(Predicate<Kind> kinds) {
        return byKind.entrySet().stream()
                .filter(entry -> kinds.test(entry.getKey()))
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
        byKind.forEach((kind, count) -> text.merge(kind.text(), count.calls(), Long::sum));
        StringBuilder list = new StringBuilder();
        text.forEach((kind, calls) -> list.append(list.isEmpty() ? "" : ", ")
                .append(calls)
                .append(' ')
                .append(kind));
        return list.toString();
    }
}
