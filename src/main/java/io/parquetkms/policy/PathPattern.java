package io.parquetkms.policy;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.GlobPattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a glob: covers what it matches, and everything below. In {@link GlobPattern} {@code *} stands for any number of
 * characters and {@code ?} for one, and both match slashes.
 */
final class PathPattern {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]{}\\\\]");

    private final String text;
    private final String literal;
    private final @Nullable GlobPattern itself;
    private final @Nullable GlobPattern below;

    PathPattern(String text) {
        this.text = text;
        boolean wildcard = isWildcard(text);
        literal = wildcard ? WILDCARD.split(text, 2)[0] : text;
        itself = wildcard ? new GlobPattern(text) : null;
        below = wildcard ? new GlobPattern(text + "/*") : null;
    }

    static boolean isWildcard(String text) {
        return WILDCARD.matcher(text).find();
    }

    boolean isLiteral() {
        return itself == null;
    }

    /** How many directories it names, also by wildcards; none where it says nothing but that there are some. */
    int names() {
        return characters() == 0
                ? 0
                : (int) Stream.of(text.split(Location.ROOT, -1))
                        .filter(name -> !name.isEmpty())
                        .count();
    }

    /** How many of its characters are neither wildcards nor slashes. */
    int characters() {
        return WILDCARD.matcher(text).replaceAll("").replace(Location.ROOT, "").length();
    }

    boolean covers(String path) {
        if (itself == null || below == null) {
            return Location.below(path, text) != null;
        }
        return path.startsWith(literal) && (itself.matches(path) || below.matches(path));
    }

    /** Whether it could cover something below a directory. */
    boolean mayCoverBelow(String directory) {
        String inside = directory.endsWith(Location.ROOT) ? directory : directory + Location.ROOT;
        boolean open = itself != null && inside.startsWith(literal);
        return open || covers(directory) || literal.startsWith(inside);
    }

    /** The same with symbolic links followed, up to the first wildcard; null where there are none. */
    @Nullable
    PathPattern real() {
        int end = itself == null ? text.length() : literal.lastIndexOf('/');
        if (end <= 0) {
            return null;
        }
        String directory = text.substring(0, end);
        String real = LocalLinks.real(directory);
        if (real.equals(directory)) {
            return null;
        }
        return itself == null ? literally(real) : new PathPattern(quoted(real) + text.substring(end));
    }

    private static PathPattern literally(String path) {
        return new PathPattern(isWildcard(path) ? quoted(path) : path);
    }

    private static String quoted(String path) {
        return WILDCARD.matcher(path).replaceAll("\\\\$0");
    }

    @Override
    public String toString() {
        return text;
    }
}
