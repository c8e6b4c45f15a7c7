package io.parquetkms.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.KmsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

/**
 * The messages of {@code docs/troubleshooting.md} are the code's. The first column of its tables is a message in which {@code …}
 * stands for anything; each part between those must stand in a compiled class, where a text that its source breaks over several
 * lines is in one piece.
 */
final class TroubleshootingPageTest {

    private static final String PARQUETS_OWN = "## Parquet's own messages";
    private static final String SPARKS_OWN = "## Spark's own messages";

    @Test
    void messages_areInTheLibrarysClasses() throws IOException, URISyntaxException {
        assertAllIn(contentsBeside(KmsException.class), parts(page().get(0)));
    }

    @Test
    void parquetsOwnMessages_areInParquetsClasses() throws IOException, URISyntaxException {
        assertAllIn(contentsBeside(ParquetFileReader.class), parts(page().get(1)));
    }

    @Test
    void sparksOwnMessages_areInSparksCatalogOfThem() throws IOException {
        String catalog = new String(
                Objects.requireNonNull(SparkException.class.getResourceAsStream("/error/error-classes.json"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        assertAllIn(List.of(catalog), parts(page().get(2)));
    }

    private static void assertAllIn(List<String> classes, List<String> parts) {
        assertThat(parts).isNotEmpty();
        assertThat(parts)
                .filteredOn(part -> classes.stream().noneMatch(content -> content.contains(part)))
                .isEmpty();
    }

    /** The library's messages, Parquet's own, and Spark's own. */
    private static List<String> page() throws IOException {
        String page = Files.readString(Path.of("docs", "troubleshooting.md"));
        int heading = page.indexOf(PARQUETS_OWN);
        int sparks = page.indexOf(SPARKS_OWN);
        return List.of(page.substring(0, heading), page.substring(heading, sparks), page.substring(sparks));
    }

    private static List<String> parts(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf("` |")))
                .flatMap(message -> Stream.of(message.split("…")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** All classes of the jar or directory that a class came from. Their texts are UTF-8. */
    private static List<String> contentsBeside(Class<?> one) throws IOException, URISyntaxException {
        Path location =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(location)) {
            return contentsIn(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location, Map.of())) {
            return contentsIn(jar.getPath("/"));
        }
    }

    private static List<String> contentsIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(TroubleshootingPageTest::content)
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
