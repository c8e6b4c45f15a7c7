package io.parquetkms.activity;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the encrypted files that were written are encrypted: by dataset, which columns are under which key, which stay in plaintext,
 * and why. Bounded. Safe on any thread.
 */
public final class WrittenColumns {

    /** Stands for the keys of a dataset that has too many: one for each value of a partition, say. */
    public static final String OTHER_KEYS = "(other keys)";

    private static final int MAX_PARTS = 1_500;

    /** Of one dataset. */
    private static final int MAX_EACH = 50;

    private final Map<Part, ColumnNames> parts = new ConcurrentHashMap<>();

    /**
     * What is told together of a dataset.
     *
     * @param key as the user wrote it: a name, an id, an alias or an ARN; empty for columns that stay in plaintext
     * @param reason which rule, list or tag decided, for people
     */
    public record Part(String dataset, String key, String reason) {

        private static final int MAX_REASON = 200;

        public Part {
            reason = ColumnNames.shorten(reason, MAX_REASON);
        }

        public boolean inPlaintext() {
            return key.isEmpty();
        }

        private Part withOthers(String ofDataset) {
            return new Part(ofDataset, inPlaintext() ? "" : OTHER_KEYS, "");
        }
    }

    WrittenColumns() {}

    synchronized void add(Part part, Collection<String> columns) {
        ColumnNames names = ColumnNames.of(columns);
        if (!names.none()) {
            parts.merge(counted(part), names, ColumnNames::plus);
        }
    }

    /** Of a dataset that is told of, all plaintext is: no column may seem encrypted for want of room. */
    private Part counted(Part part) {
        if (parts.containsKey(part)) {
            return part;
        }
        long ofDataset = parts.keySet().stream()
                .filter(other -> other.dataset().equals(part.dataset()))
                .count();
        if (parts.size() < MAX_PARTS && ofDataset < MAX_EACH) {
            return part;
        }
        return part.withOthers(ofDataset > 0 ? part.dataset() : KeyUses.OTHER_DATASETS);
    }

    /** The columns at one moment, from the start; of datasets that were written, and no others. */
    public Map<Part, ColumnNames> snapshot() {
        return Map.copyOf(parts);
    }

    /** Of each dataset in a snapshot, the columns that stay in plaintext: none where all are encrypted. */
    public static Map<String, ColumnNames> inPlaintext(Map<Part, ColumnNames> snapshot) {
        Map<String, ColumnNames> plaintext = new TreeMap<>();
        snapshot.forEach((part, columns) ->
                plaintext.merge(part.dataset(), part.inPlaintext() ? columns : ColumnNames.NONE, ColumnNames::plus));
        return plaintext;
    }
}
