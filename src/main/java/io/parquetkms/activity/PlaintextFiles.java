package io.parquetkms.activity;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many files were written in plaintext, by dataset and reason. Bounded. Safe on any thread; counting takes no lock, since most
 * files of an application may be such ones.
 */
public final class PlaintextFiles {

    private static final int MAX_KINDS = 1_000;

    private final Map<Kind, LongAdder> files = new ConcurrentHashMap<>();

    /**
     * What is counted together.
     *
     * @param dataset a directory of files; empty where it isn't known
     * @param reason why they are not encrypted, for people
     */
    public record Kind(String dataset, String reason) {

        private static final int MAX_REASON = 200;

        public Kind {
            reason = ColumnNames.shorten(reason, MAX_REASON);
        }
    }

    PlaintextFiles() {}

    void add(Kind kind) {
        LongAdder count = files.get(kind);
        if (count == null) {
            Kind counted = files.size() < MAX_KINDS ? kind : new Kind(KeyUses.OTHER_DATASETS, "");
            count = files.computeIfAbsent(counted, absent -> new LongAdder());
        }
        count.increment();
    }

    /** The counts at one moment, from the start. */
    public Map<Kind, Long> snapshot() {
        Map<Kind, Long> counts = new HashMap<>();
        files.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    /** The same, whatever the reason: by dataset, in their order. */
    public static Map<String, Long> byDataset(Map<Kind, Long> snapshot) {
        Map<String, Long> datasets = new TreeMap<>();
        snapshot.forEach((kind, count) -> datasets.merge(kind.dataset(), count, Long::sum));
        return datasets;
    }
}
