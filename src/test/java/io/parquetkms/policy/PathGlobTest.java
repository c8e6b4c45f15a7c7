package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.fs.GlobPattern;
import org.junit.jupiter.api.Test;

/** Globs and paths at random, of few letters, so that many match; the same ones each time. */
final class PathGlobTest {

    private static final int CASES = 30_000;

    private static final List<String> PIECES = List.of(
            "a", "b", "ab", "/", "/", "/a", "*", "**", "?", "[ab]", "[!a]", "{a,b/a}", "{,/b}", "\\*", "]", ".", "|",
            "^");

    private static final List<String> NAMES = List.of("a", "b", "ab", "ba", "a*", "a.b", "*", "a|b", "a\nb", "é");

    private final Random random = new Random(20261126);

    @Test
    void covers_isWhatMatchesItselfOrADirectoryAboveIt() {
        int covered = 0;
        for (int i = 0; i < CASES; i++) {
            String text = glob();
            String path = path();
            boolean expected = selfAndAbove(path).anyMatch(new GlobPattern(text)::matches);
            assertThat(new PathPattern(text).covers(path))
                    .as("%s covers %s", text, path)
                    .isEqualTo(expected);
            covered += expected ? 1 : 0;
        }
        assertThat(covered).isBetween(CASES / 20, CASES / 2);
    }

    @Test
    void mayCoverBelow_isTrueOfEachDirectoryAboveACoveredFile() {
        for (int i = 0; i < CASES; i++) {
            String text = glob();
            String path = path();
            PathPattern pattern = new PathPattern(text);
            if (pattern.covers(path)) {
                assertThat(selfAndAbove(path).filter(directory -> !directory.equals(path)))
                        .as("above %s", path)
                        .allMatch(pattern::mayCoverBelow, text);
            }
        }
    }

    @Test
    void covers_aUriAsAWhole() {
        int covered = 0;
        for (int i = 0; i < CASES; i++) {
            String uri = uri();
            Location location = Location.of("s3a", name(), path());
            boolean expected = ancestors(location).anyMatch(new GlobPattern(uri)::matches);
            if (expected) {
                assertThat(PathGlob.of(uri)).as("%s covers %s", uri, location).anyMatch(glob -> glob.covers(location));
                covered++;
            }
        }
        assertThat(covered).isGreaterThan(CASES / 20);
    }

    @Test
    void mayCoverBelow_ofAUri_isTrueOfEachDirectoryAboveACoveredFile() {
        for (int i = 0; i < CASES; i++) {
            String uri = uri();
            Location location = Location.of("s3n", name(), path());
            if (PathGlob.of(uri).stream().anyMatch(glob -> glob.covers(location))) {
                assertThat(selfAndAbove(location.path())
                                .map(location::withPath)
                                .filter(above -> !above.equals(location)))
                        .as("above %s", location)
                        .allMatch(above -> PathGlob.of(uri).stream().anyMatch(glob -> glob.mayCoverBelow(above)), uri);
            }
        }
    }

    private static Stream<String> ancestors(Location location) {
        String bucket = location.scheme() + "://" + location.authority();
        return selfAndAbove(location.path()).map(path -> bucket + (path.equals(Location.ROOT) ? "" : path));
    }

    private static Stream<String> selfAndAbove(String path) {
        List<String> all = new ArrayList<>(List.of(path));
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            all.add(path.substring(0, slash));
        }
        all.add(Location.ROOT);
        return all.stream();
    }

    private String glob() {
        String glob = "/" + pieces(1 + random.nextInt(5));
        try {
            GlobMistakes.check(glob);
            return Location.normalized(glob);
        } catch (IllegalArgumentException e) { // it would match nothing
            return glob();
        }
    }

    private String uri() {
        String authority =
                pieces(1 + random.nextInt(3)).replaceAll("[/|^.]|\\{.*?}", "") + one(List.of("a", "*", "?", "[!a]"));
        return "s3://" + authority + (random.nextBoolean() ? "" : glob());
    }

    private String pieces(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append('/').append(one(NAMES));
        }
        return path.toString();
    }

    private String name() {
        return one(List.of("a", "b", "ab", "aab"));
    }

    private String one(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
