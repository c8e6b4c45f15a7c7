package io.parquetkms.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns a rule means: names joined by dots, each of which may have wildcards. What it names may be a leaf, or a group with all
 * below it. Two are equal if they were written the same way.
 */
public final class ColumnPattern {

    private final String text;
    private final List<NamePattern> names;

    private ColumnPattern(String text, List<NamePattern> names) {
        this.text = text;
        this.names = List.copyOf(names);
    }

    /**
     * Reads {@code address.**}, {@code *.ssn}, {@code a*."b.c"}. A leading {@code *.} is read as {@code **.}: a column of that name at
     * whatever depth, since too many encrypted columns are safer than too few.
     *
     * @param source where it stands, for messages
     * @throws InvalidConfigurationException saying what can't be read
     */
    public static ColumnPattern parse(String text, String source) {
        return parse(text, new KeyedColumns(source, "name.name, with * and ? in names and ** for any number of them"));
    }

    static ColumnPattern parse(String text, KeyedColumns columns) {
        List<String> pieces = columns.pieces(text.trim());
        List<NamePattern> names = new ArrayList<>();
        for (String piece : pieces) {
            boolean atAnyDepth = names.isEmpty() && pieces.size() > 1 && piece.equals("*");
            names.add(atAnyDepth ? NamePattern.ANY_NUMBER : name(piece, columns));
        }
        return new ColumnPattern(text.trim(), names);
    }

    private static NamePattern name(String piece, KeyedColumns columns) {
        String name = columns.name(piece);
        if (KeyedColumns.isQuoted(piece)) {
            return NamePattern.literal(name);
        }
        if (name.equals("**")) {
            return NamePattern.ANY_NUMBER;
        }
        if (name.contains("**")) {
            throw columns.invalid("'**' inside '" + name + "'; it stands for whole names, alone between two dots");
        }
        return NamePattern.glob(name);
    }

    /**
     * The column of that path, without wildcards.
     *
     * @param path none for all columns
     */
    public static ColumnPattern literal(List<String> path) {
        return new ColumnPattern(
                String.join(".", path), path.stream().map(NamePattern::literal).toList());
    }

    /** Columns of that name, wherever they are. */
    public static ColumnPattern atAnyDepth(NamePattern name) {
        return new ColumnPattern("**." + name, List.of(NamePattern.ANY_NUMBER, name));
    }

    /** From the top of the schema downwards. */
    public List<NamePattern> names() {
        return names;
    }

    /** Whether it may fit columns of other names than its own. */
    public boolean hasWildcards() {
        return names.stream().anyMatch(NamePattern::hasWildcards);
    }

    /** Whether it names anything at all. */
    public boolean hasLiterals() {
        return names.stream().anyMatch(name -> name.literals() > 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
