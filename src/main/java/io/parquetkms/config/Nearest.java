package io.parquetkms.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

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

    private static int distance(String one, String other) {
        return Spelling.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
