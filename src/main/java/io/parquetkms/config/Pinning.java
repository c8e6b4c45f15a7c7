package io.parquetkms.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a property may differ from what it was when the application started, where a session, a table or an option sets it later.
 * Blank is not "none": the value of the start then holds.
 */
public final class Pinning {

    /** It stays what it was, be that its default. */
    public static final Pinning FIXED = new Pinning("changed", "", (start, later) -> null);

    /** It is the later one's own, and is not handed to the application's other processes: it may be secret. */
    public static final Pinning FREE = new Pinning("changed", "", (start, later) -> later);

    /** Another value may take its place, but never none. */
    public static final Pinning REPLACEABLE = new Pinning("changed", "", (start, later) -> later);

    /** What was set at start stays; what was not may be set later: the names under a prefix. */
    public static final Pinning ONCE = new Pinning("changed", "", (start, later) -> start.isEmpty() ? later : null);

    /** A list, to which elements are added. */
    public static final Pinning EXTENSIBLE =
            new Pinning("changed", "", (start, later) -> start.isEmpty() ? later : start + "," + later);

    /** Pairs {@code k=v}: those of the start stay, others are added. */
    public static final Pinning PAIRS =
            new Pinning("changed", ", or set only keys that it did not have", ContextPairs::union);

    private final String verb;
    private final String alternative;
    private final Rule rule;

    private interface Rule {

        /** What holds of two values, of which the start's may be empty; null where the later one is refused. */
        @Nullable
        String merge(String start, String later);
    }

    private Pinning(String verb, String alternative, Rule rule) {
        this.verb = verb;
        this.alternative = alternative;
        this.rule = rule;
    }

    /**
     * It may only become tighter.
     *
     * @param loosestFirst all values, in any case
     */
    public static Pinning tightens(String... loosestFirst) {
        List<String> order = List.of(loosestFirst);
        return new Pinning(
                "relaxed",
                ", or set it no looser (" + String.join(" < ", order) + ")",
                (start, later) -> isAsTight(order, start, later) ? later : null);
    }

    private static boolean isAsTight(List<String> order, String start, String later) {
        List<String> lower = order.stream().map(Pinning::lower).toList();
        int at = lower.indexOf(lower(later));
        return start.isEmpty() || (at >= 0 && at >= lower.indexOf(lower(start)));
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    /** What holds where both are set, or the start's is its default; null where the later one is refused. */
    @Nullable
    String merge(String start, String later) {
        return later.equals(start) ? start : rule.merge(start, later);
    }

    /** What can't be done to it: {@code changed}, {@code relaxed}. */
    String verb() {
        return verb;
    }

    /** What else may be set, for messages. */
    String alternative() {
        return alternative;
    }
}
