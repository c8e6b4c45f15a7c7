package io.parquetkms.policy;

import io.parquetkms.config.ColumnPattern;
import io.parquetkms.config.NamePattern;
import io.parquetkms.config.Spelling;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * What a user may have meant by a rule or a tag that fits no column of a file.
 *
 * @param columns of the file
 * @param leaves all of them
 */
record MissingHint(RuledColumns columns, Set<ColumnPath> leaves) {

    private static final int MAX_SUGGESTED = 3;

    /** One may be wrong in a short name, and one more for each further four characters. */
    private static final int CHARACTERS_TO_A_MISTAKE = 4;

    String about(Claim claim) {
        Set<ColumnPath> likewise = columns.alone(claim.loosely(claim.pattern()));
        if (!likewise.isEmpty()) {
            return didYouMean(likewise) + " "
                    + (claim.excludes()
                            ? "What is taken out is named in its own case, and a variant as a whole."
                            : "Names are case-sensitive here.");
        }
        List<NamePattern> names = claim.pattern().names();
        if (names.isEmpty()) {
            return "";
        }
        NamePattern last = names.get(names.size() - 1);
        Set<ColumnPath> deeper = columns.alone(claim.loosely(ColumnPattern.atAnyDepth(last)));
        return didYouMean(deeper.isEmpty() ? near(claim, last.toString().toLowerCase(Locale.ROOT)) : deeper);
    }

    private Set<ColumnPath> near(Claim claim, String wanted) {
        int mistakes = 1 + wanted.length() / CHARACTERS_TO_A_MISTAKE;
        return leaves.stream()
                .flatMap(leaf -> Arrays.stream(leaf.toArray()))
                .distinct()
                .filter(name -> Math.abs(name.length() - wanted.length()) <= mistakes)
                .filter(name -> distance(name, wanted) <= mistakes)
                .min(Comparator.comparing(name -> distance(name, wanted)))
                .map(name -> columns.alone(claim.loosely(ColumnPattern.atAnyDepth(NamePattern.literal(name)))))
                .orElse(Set.of());
    }

    private static int distance(String name, String wanted) {
        return Spelling.distance(name.toLowerCase(Locale.ROOT), wanted);
    }

    private static String didYouMean(Set<ColumnPath> meant) {
        return meant.isEmpty()
                ? "Correct it or remove it."
                : meant.stream()
                        .limit(MAX_SUGGESTED)
                        .map(column -> "'" + ColumnHint.list(Set.of(column)) + "'")
                        .collect(Collectors.joining(" or ", "Did you mean ", "?"));
    }
}
