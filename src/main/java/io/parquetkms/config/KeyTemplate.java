package io.parquetkms.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key for each value of a partition column: {@code alias/tenant-{tenant}}.
 *
 * <p><b>The threat.</b> Values come from the data. One must not lead to a key that the template's author did not mean, nor two different
 * ones to the same key: so they hold no character with a meaning in a key's id, and between two columns stands one that no value has.
 * Immutable.
 */
public final class KeyTemplate {

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");
    private static final String VALUE = "[A-Za-z0-9_.-]+";
    private static final Pattern VALUES = Pattern.compile(VALUE);

    /** What Hive and Spark call the partition of null. */
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private final String text;
    private final List<String> columns = new ArrayList<>();
    private final Pattern filled;

    private KeyTemplate(String text) {
        this.text = text;
        Map<String, String> groups = new HashMap<>();
        StringBuilder regex = new StringBuilder();
        int end = 0;
        Matcher matcher = COLUMN.matcher(text);
        while (matcher.find()) {
            String between = literal(text.substring(end, matcher.start()));
            if (!columns.isEmpty() && between.matches("(" + VALUE + ")?")) {
                throw wrong("different values of {" + columns.get(columns.size() - 1) + "} and " + matcher.group()
                        + " could lead to the same key: put a character between them that values can't have, such as"
                        + " a slash");
            }
            String column = matcher.group(1);
            columns.add(column);
            String known = groups.putIfAbsent(column, "c" + groups.size());
            regex.append(Pattern.quote(between))
                    .append(known == null ? "(?<" + groups.get(column) + ">" + VALUE + ")" : "\\k<" + known + ">");
            end = matcher.end();
        }
        filled = Pattern.compile(
                regex.append(Pattern.quote(literal(text.substring(end)))).toString());
    }

    private String literal(String piece) {
        if (piece.contains("{") || piece.contains("}")) {
            throw wrong("a brace without its pair, or without a column's name");
        }
        return piece;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("can't use '" + text + "': " + what);
    }

    /**
     * Reads one; null where the key is the same for all partitions.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static @Nullable KeyTemplate parse(String key) {
        return Stream.of("{", "}").anyMatch(key::contains) ? new KeyTemplate(key) : null;
    }

    /** The partition columns that it names, in their order. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /**
     * The key of one partition.
     *
     * @param values the value of each column
     * @throws IllegalArgumentException naming a value that can't be a part of a key
     */
    public String fill(UnaryOperator<String> values) {
        return COLUMN.matcher(text)
                .replaceAll(
                        column -> Matcher.quoteReplacement(checked(column.group(1), values.apply(column.group(1)))));
    }

    private String checked(String column, String value) {
        if (value.equals(NULL)) {
            throw new IllegalArgumentException("partition column " + Printable.line(column) + " is null (" + NULL
                    + "), and " + text + " is a key for each value: filter these rows out, or give them one");
        }
        if (!VALUES.matcher(value).matches()) {
            throw new IllegalArgumentException("the value '" + Printable.line(value) + "' of partition column "
                    + Printable.line(column) + " can't be a part of the key " + text
                    + ": only letters A to Z, digits, '_', '-' and '.' can");
        }
        return value;
    }

    /** A key that it might be filled to, to find out what keys it leads to. */
    public String sample() {
        return fill(column -> "x");
    }

    /** Whether it leads to a key, for some values. */
    public boolean fits(String keyId) {
        return filled.matcher(keyId).matches();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyTemplate that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As its author wrote it. */
    @Override
    public String toString() {
        return text;
    }
}
