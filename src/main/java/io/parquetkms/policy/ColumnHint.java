package io.parquetkms.policy;

import io.parquetkms.config.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * What a user may have meant by a column that a file doesn't have.
 *
 * @param leaves of the file
 * @param variants the groups among them that may be named
 */
record ColumnHint(Set<ColumnPath> leaves, Set<ColumnPath> variants) {

    private static final int MAX_LISTED = 100;
    private static final int MAX_SUGGESTED = 3;

    /** Names of the groups that lists and maps bring along, as writers call them. */
    private static final Set<String> WRAPPERS =
            Set.of("list", "element", "array", "array_element", "bag", "item", "key_value", "map", "entries");

    String about(ColumnPath wanted) {
        String name = wanted.toDotString();
        List<String> variant = names(variants)
                .filter(group -> group.equalsIgnoreCase(name) || name.startsWith(group + "."))
                .toList();
        if (!variant.isEmpty()) {
            return "Name the variant, '" + variant.get(0) + "'.";
        }
        List<String> inside =
                names(leaves).filter(leaf -> leaf.startsWith(name + ".")).toList();
        if (!inside.isEmpty()) {
            return "It is a group: name its leaf columns, " + String.join(", ", inside) + ".";
        }
        return names(leaves)
                .filter(leaf -> leaf.equalsIgnoreCase(name))
                .findFirst()
                .map(leaf -> "Names are case-sensitive: did you mean '" + leaf + "'?")
                .orElseGet(() -> aboutNesting(wanted));
    }

    private String aboutNesting(ColumnPath wanted) {
        List<String> meant = Stream.concat(leaves.stream(), variants.stream())
                .filter(leaf -> leaf.size() > 1 && isShortFor(wanted, leaf))
                .limit(MAX_SUGGESTED)
                .map(leaf -> "'" + leaf.toDotString() + "'")
                .toList();
        return meant.isEmpty()
                ? "Correct the name; a partition column can't be encrypted, its value is in the directory's name."
                : "The groups of lists and maps are part of a column's path: did you mean " + String.join(" or ", meant)
                        + "?";
    }

    /** Whether a path is another one, but for groups in its middle and for what the groups of lists and maps are called. */
    private static boolean isShortFor(ColumnPath wanted, ColumnPath leaf) {
        List<String> few = withoutWrappers(wanted);
        List<String> all = withoutWrappers(leaf);
        if (few.isEmpty()
                || all.isEmpty()
                || !last(few).equals(last(all))
                || !few.get(0).equals(all.get(0))) {
            return false;
        }
        int found = 0;
        for (String piece : all) {
            if (found < few.size() && piece.equals(few.get(found))) {
                found++;
            }
        }
        return found == few.size();
    }

    private static List<String> withoutWrappers(ColumnPath path) {
        return Stream.of(path.toArray())
                .map(String::toLowerCase)
                .filter(piece -> !WRAPPERS.contains(piece))
                .toList();
    }

    private static String last(List<String> pieces) {
        return pieces.get(pieces.size() - 1);
    }

    private static Stream<String> names(Collection<ColumnPath> columns) {
        return columns.stream().map(ColumnPath::toDotString);
    }

    /** The names of columns, for a message. */
    static String list(Collection<ColumnPath> columns) {
        return names(columns).limit(MAX_LISTED).map(Printable::line).collect(Collectors.joining(", "))
                + (columns.size() > MAX_LISTED ? ", … (" + columns.size() + " in all)" : "");
    }
}
