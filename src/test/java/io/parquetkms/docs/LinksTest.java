package io.parquetkms.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the pages link to files and headings of this repository, these are there. */
final class LinksTest {

    /** {@code ](target)}, but for those of the web. */
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)\\s]+)\\)");

    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    @Test
    void links_leadSomewhere() throws IOException {
        assertThat(pages().stream().flatMap(LinksTest::links))
                .hasSizeGreaterThan(20)
                .filteredOn(link -> !link.leadsSomewhere())
                .isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.of(root, docs, Stream.of(Path.of("benchmarks", "README.md")))
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Stream<Link> links(Path page) {
        return LINK.matcher(read(page)).results().map(match -> {
            String[] target = match.group(1).split("#", 2);
            Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
            return new Link(page, file.normalize(), target.length == 1 ? "" : target[1]);
        });
    }

    private record Link(Path page, Path file, String anchor) {

        boolean leadsSomewhere() {
            return Files.exists(file)
                    && (anchor.isEmpty()
                            || read(file)
                                    .lines()
                                    .filter(line -> line.startsWith("#"))
                                    .anyMatch(heading -> anchorOf(heading).equals(anchor)));
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchorOf(String heading) {
        String text = heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        return NOT_IN_ANCHORS.matcher(text).replaceAll("").replace(' ', '-');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
