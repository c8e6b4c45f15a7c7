package io.parquetkms.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A glob of places, compared part by part: scheme, authority, path. A part that it does not name is any. Immutable.
 *
 * <p>Since wildcards match slashes, too, one with a wildcard in its authority, or with {@code *} at its beginning, is also compared as a
 * whole.
 */
final class PathGlob {

    private static final Pattern WITH_AUTHORITY = Pattern.compile("([^/:]+)://([^/]*)(/.*)?");
    private static final Pattern WITHOUT_AUTHORITY = Pattern.compile("([^/:]+):(/.*)");

    private final @Nullable PathPattern scheme;
    private final @Nullable PathPattern authority;
    private final PathPattern path;
    private final @Nullable PathPattern whole;

    private PathGlob(
            @Nullable PathPattern scheme,
            @Nullable PathPattern authority,
            PathPattern path,
            @Nullable PathPattern whole) {
        this.scheme = scheme;
        this.authority = authority;
        this.path = path;
        this.whole = whole;
    }

    /**
     * Reads one; where its scheme has wildcards, that makes one more for each family of schemes.
     *
     * @throws IllegalArgumentException if it can match nothing, saying what was probably meant
     * @throws RuntimeException if it is no glob
     */
    static List<PathGlob> of(String glob) {
        GlobMistakes.check(glob);
        Matcher parts = WITH_AUTHORITY.matcher(glob);
        if (parts.matches()) {
            return of(parts.group(1), parts.group(2), parts.group(3) == null ? Location.ROOT : parts.group(3));
        }
        parts = WITHOUT_AUTHORITY.matcher(glob);
        if (parts.matches()) {
            return of(parts.group(1), "", parts.group(2));
        }
        return List.of(
                glob.startsWith("*")
                        ? anywhere(Location.normalized(Location.ROOT + glob).substring(1))
                        : new PathGlob(null, null, new PathPattern(Location.normalized(glob)), null));
    }

    private static PathGlob anywhere(String glob) {
        return new PathGlob(null, null, new PathPattern(glob), new PathPattern(glob));
    }

    private static List<PathGlob> of(String scheme, String authority, String path) {
        Stream<String> families = PathPattern.isWildcard(scheme)
                ? Stream.concat(Stream.of(scheme), Schemes.familiesOf(new PathPattern(scheme)::covers))
                : Stream.of(Schemes.family(scheme));
        return families.map(family -> ofFamily(family, authority, Location.normalized(path)))
                .toList();
    }

    private static PathGlob ofFamily(String family, String authority, String path) {
        String spelt = Schemes.authority(family, authority);
        boolean anyAuthority = authority.isEmpty();
        String below = path.equals(Location.ROOT) ? "" : path;
        return new PathGlob(
                new PathPattern(family),
                anyAuthority ? null : new PathPattern(spelt),
                new PathPattern(path),
                PathPattern.isWildcard(spelt) ? new PathPattern(family + "://" + spelt + below) : null);
    }

    /** How much it says of the places that it covers. */
    Specificity specificity() {
        return new Specificity(
                path.names(),
                path.isLiteral()
                        && (authority == null || authority.isLiteral())
                        && (scheme == null || scheme.isLiteral()),
                path.characters() + (authority == null ? 0 : authority.characters()),
                authority != null,
                scheme != null);
    }

    /** Whether it is spelt alike. */
    boolean isSameAs(PathGlob other) {
        return text().equals(other.text());
    }

    private String text() {
        return scheme + "://" + authority + path;
    }

    /** Whether a file there is covered. */
    boolean covers(Location location) {
        return (matches(location) && path.covers(location.path())) || isWhole(location, PathPattern::covers);
    }

    /** Whether something below a directory could be. */
    boolean mayCoverBelow(Location directory) {
        return (matches(directory) && path.mayCoverBelow(directory.path()))
                || isWhole(directory, PathPattern::mayCoverBelow);
    }

    /** The same with local symbolic links followed; empty where that makes no difference. */
    Optional<PathGlob> real() {
        boolean mayBeLocal = whole == null && (scheme == null || scheme.covers(Schemes.LOCAL));
        PathPattern real = mayBeLocal ? path.real() : null;
        return real == null
                ? Optional.empty()
                : Optional.of(new PathGlob(new PathPattern(Schemes.LOCAL), null, real, null));
    }

    private boolean matches(Location location) {
        return (scheme == null || scheme.covers(location.scheme()))
                && (authority == null || location.authority() == null || authority.covers(location.authority()));
    }

    private boolean isWhole(Location location, BiPredicate<PathPattern, String> covers) {
        return whole != null
                && (covers.test(whole, location.toString())
                        || Schemes.members(location.scheme()).stream()
                                .anyMatch(member -> covers.test(whole, location.as(member))));
    }
}
