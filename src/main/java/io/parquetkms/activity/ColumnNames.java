package io.parquetkms.activity;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names of columns of one dataset, as many as may be told: bounded in number and in length.
 *
 * @param names the first in their order
 * @param more how many there are besides; where files of one dataset have different columns, at least so many
 */
public record ColumnNames(List<String> names, int more) {

    /** How many names there may be. */
    public static final int MAX_NAMES = 30;

    /** No column. */
    public static final ColumnNames NONE = new ColumnNames(List.of(), 0);

    private static final int MAX_LENGTH = 100;

    /** Few enough for a line of a log. */
    private static final int MAX_SHOWN = 5;

    public ColumnNames {
        SortedSet<String> different = shortened(names);
        if (different.size() > MAX_NAMES || more < 0 || (more > 0 && different.isEmpty())) {
            throw new IllegalArgumentException(different.size() + " names of columns, and " + more + " more");
        }
        names = List.copyOf(different);
    }

    static ColumnNames of(Collection<String> columns) {
        return first(shortened(columns), columns.size());
    }

    private static SortedSet<String> shortened(Collection<String> columns) {
        SortedSet<String> names = new TreeSet<>();
        columns.forEach(column -> names.add(shorten(column, MAX_LENGTH)));
        return names;
    }

    /** A text of so many characters at most, and a sign that it goes on. */
    static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean half = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, half ? length - 1 : length) + "…";
    }

    private static ColumnNames first(SortedSet<String> names, long all) {
        List<String> first = names.stream().limit(MAX_NAMES).toList();
        return new ColumnNames(first, (int) (Math.max(all, names.size()) - first.size()));
    }

    /** Those of both. */
    public ColumnNames plus(ColumnNames other) {
        SortedSet<String> union = new TreeSet<>(names);
        union.addAll(other.names);
        return first(union, Math.max(all(), other.all()));
    }

    private long all() {
        return (long) names.size() + more;
    }

    /** Whether there is no column. */
    public boolean none() {
        return all() == 0;
    }

    /** For people: {@code city, name, … and 3 more}. */
    @Override
    public String toString() {
        Stream<String> shown = names.stream().limit(MAX_SHOWN);
        long others = all() - Math.min(names.size(), MAX_SHOWN);
        return String.join(
                ", ", (others == 0 ? shown : Stream.concat(shown, Stream.of("… and " + others + " more"))).toList());
    }
}
