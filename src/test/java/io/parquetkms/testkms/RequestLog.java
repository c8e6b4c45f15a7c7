package io.parquetkms.testkms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts all requests and keeps the newest 100 000. Thread-safe. */
final class RequestLog {

    private static final int KEPT = 100_000;

    private final Deque<RecordedRequest> newest = new ArrayDeque<>();
    private final Map<Tally, Long> counts = new HashMap<>();
    private long sequence;

    synchronized void add(Trace trace, String outcome) {
        if (newest.size() == KEPT) {
            newest.remove();
        }
        newest.add(trace.record(++sequence, outcome));
        counts.merge(new Tally(trace.operation(), outcome), 1L, Long::sum);
    }

    synchronized List<RecordedRequest> newest() {
        return List.copyOf(newest);
    }

    synchronized long count(Predicate<Tally> wanted) {
        return counts.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    synchronized void reset() {
        newest.clear();
        counts.clear();
        sequence = 0;
    }

    record Tally(Operation operation, String outcome) {}
}
