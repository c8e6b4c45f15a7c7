package io.parquetkms.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@link ColumnPattern} says between two dots: a name, one with wildcards, or any number of names. */
public final class NamePattern {

    /** {@code **}: any number of names, also none. */
    public static final NamePattern ANY_NUMBER = new NamePattern("**", null, null, 0);

    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    private final String text;
    private final @Nullable Pattern inAnyCase;
    private final @Nullable Pattern inItsCase;
    private final int literals;

    private NamePattern(String text, @Nullable Pattern inAnyCase, @Nullable Pattern inItsCase, int literals) {
        this.text = text;
        this.inAnyCase = inAnyCase;
        this.inItsCase = inItsCase;
        this.literals = literals;
    }

    /** That name, whichever characters it has. */
    public static NamePattern literal(String name) {
        return new NamePattern(name, null, null, name.length());
    }

    /** One name, in which {@code *} and {@code ?} stand for any characters and for one. */
    static NamePattern glob(String glob) {
        Matcher wildcard = WILDCARD.matcher(glob);
        StringBuilder regex = new StringBuilder();
        int end = 0;
        int literals = 0;
        while (wildcard.find()) {
            regex.append(Pattern.quote(glob.substring(end, wildcard.start())))
                    .append(wildcard.group().equals("*") ? ".*" : ".");
            literals += wildcard.start() - end;
            end = wildcard.end();
        }
        if (end == 0) {
            return literal(glob);
        }
        regex.append(Pattern.quote(glob.substring(end)));
        return new NamePattern(
                glob,
                Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                Pattern.compile(regex.toString(), Pattern.DOTALL),
                literals + glob.length() - end);
    }

    /** Whether it fits a name, in any case. Not for {@link #ANY_NUMBER}. */
    public boolean fits(String name) {
        return inAnyCase == null
                ? text.equalsIgnoreCase(name)
                : inAnyCase.matcher(name).matches();
    }

    /** Whether it fits a name in its own case. Not for {@link #ANY_NUMBER}. */
    public boolean fitsExactly(String name) {
        return inItsCase == null ? text.equals(name) : inItsCase.matcher(name).matches();
    }

    /** How many of its characters stand for themselves. */
    public int literals() {
        return literals;
    }

    /** Whether it may fit other names than its own. */
    public boolean hasWildcards() {
        return this == ANY_NUMBER || inAnyCase != null;
    }

    @Override
    public String toString() {
        return text;
    }
}
