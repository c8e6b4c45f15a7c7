package io.parquetkms.activity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which columns stay in plaintext in the encrypted files that were written, by dataset. Bounded in datasets, in columns and in
 * the lengths of their names. Safe on any thread.
 */
public final class InPlaintext {

    /** As many as {@link KeyUses} has at most, which counts a dataset first: so that none of those is missing here. */
    private static final int MAX_DATASETS = 1_000;

    private final Map<String, Columns> byDataset = new ConcurrentHashMap<>();

    /**
     * The columns of one dataset.
     *
     * @param names the first in their order; none where all columns are encrypted
     * @param more how many there are besides; where files of one dataset have different columns, at least so many
     */
    public record Columns(List<String> names, int more) {

        /** How many names there may be. */
        public static final int MAX_NAMES = 30;

        private static final int MAX_LENGTH = 100;

        /** Few enough for a line of a log. */
        private static final int MAX_SHOWN = 5;

        public Columns {
            SortedSet<String> different = shortened(names);
            if (different.size() > MAX_NAMES || more < 0 || (more > 0 && different.isEmpty())) {
                throw new IllegalArgumentException(different.size() + " names of columns, and " + more + " more");
            }
            names = List.copyOf(different);
        }

        static Columns of(Collection<String> columns) {
            return first(shortened(columns), columns.size());
        }

        private static SortedSet<String> shortened(Collection<String> columns) {
            SortedSet<String> names = new TreeSet<>();
            columns.forEach(column -> names.add(shorten(column)));
            return names;
        }

        private static String shorten(String name) {
            if (name.length() <= MAX_LENGTH) {
                return name;
            }
            boolean half = Character.isHighSurrogate(name.charAt(MAX_LENGTH - 1));
            return name.substring(0, half ? MAX_LENGTH - 1 : MAX_LENGTH) + "…";
        }

        private static Columns first(SortedSet<String> names, long all) {
            List<String> first = names.stream().limit(MAX_NAMES).toList();
            return new Columns(first, (int) (Math.max(all, names.size()) - first.size()));
        }

        /** Those of both. */
        public Columns plus(Columns other) {
            SortedSet<String> union = new TreeSet<>(names);
            union.addAll(other.names);
            return first(union, Math.max(all(), other.all()));
        }

        private long all() {
            return (long) names.size() + more;
        }

        /** Whether all columns are encrypted. */
        public boolean none() {
            return all() == 0;
        }

        /** For people: {@code city, name, … and 3 more}. */
        @Override
        public String toString() {
            Stream<String> shown = names.stream().limit(MAX_SHOWN);
            long others = all() - Math.min(names.size(), MAX_SHOWN);
            return String.join(
                    ", ",
                    (others == 0 ? shown : Stream.concat(shown, Stream.of("… and " + others + " more"))).toList());
        }
    }

    InPlaintext() {}

    void add(String dataset, Collection<String> columns) {
        Columns written = Columns.of(columns);
        boolean counted = byDataset.containsKey(dataset) || byDataset.size() < MAX_DATASETS;
        byDataset.merge(counted ? dataset : KeyUses.OTHER_DATASETS, written, Columns::plus);
    }

    /** The columns at one moment, from the start; of datasets that were written, and no others. */
    public Map<String, Columns> snapshot() {
        return Map.copyOf(byDataset);
    }
}
