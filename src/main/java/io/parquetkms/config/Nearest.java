package io.parquetkms.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what somebody meant who misspelt a name. */
public final class Nearest {

    private static final int NEAR = 3;

    private Nearest() {}

    /** {@code ; did you mean 'footerKey'?}, or else all that there are. */
    public static String hint(String name, Collection<String> known) {
        return of(name.toLowerCase(Locale.ROOT), known, Math.min(NEAR, (name.length() + 1) / 2))
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElseGet(() -> "; there are " + String.join(", ", known));
    }

    /**
     * The one that is most like it, case aside.
     *
     * @param near how many characters may differ
     */
    static Optional<String> of(String name, Collection<String> known, int near) {
        return known.stream()
                .filter(other -> Math.abs(other.length() - name.length()) <= near)
                .filter(other -> distance(name, other) <= near)
                .min(Comparator.comparing(other -> distance(name, other)));
    }

    /** Levenshtein's, in which upper and lower case are one. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
