package io.parquetkms.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds all that is published twice, in different surroundings, and compares the files byte for byte. The umask is the same for
 * both: Maven's archiver keeps the modes of files, though not in the shaded jar.
 *
 * <p>{@code mvn test -Pfull -Dtest=ReproducibleBuildTest}
 */
@Tag("full")
final class ReproducibleBuildTest {

    private static final String JAR = "parquet-kms-0.1.0-SNAPSHOT";

    @TempDir
    private Path here;

    @TempDir
    private Path elsewhere;

    @Test
    void builds_areTheSameToTheByte() throws Exception {
        List<Path> first = new Surroundings("UTC", "en", "UTF-8").build(here);
        List<Path> second = new Surroundings("Asia/Kolkata", "tr", "ISO-8859-1").build(elsewhere);

        assertThat(first)
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly(
                        ".flattened-pom.xml",
                        JAR + "-javadoc.jar",
                        JAR + "-sources.jar",
                        JAR + "-tests.jar",
                        JAR + "-thin.jar",
                        JAR + ".jar");
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
    }

    /** The defaults of a JVM that builds. */
    private record Surroundings(String timeZone, String language, String encoding) {

        /** All that the library's build reads. */
        private static final List<String> SOURCES = List.of(".mvn", "LICENSE", "NOTICE", "pom.xml", "src");

        /** @return what is published, in alphabetical order */
        List<Path> build(Path project) throws IOException, InterruptedException {
            for (String source : SOURCES) {
                copy(Path.of(source).toAbsolutePath(), project.resolve(source));
            }
            Path log = project.resolve("build.log");
            int status = maven(project).redirectOutput(log.toFile()).start().waitFor();
            assertThat(status).as(Files.readString(log)).isZero();
            try (Stream<Path> files = Files.list(project.resolve("target"))) {
                return files.filter(file -> file.getFileName().toString().matches("parquet-kms-.*\\.jar|.*pom\\.xml"))
                        .sorted()
                        .toList();
            }
        }

        private ProcessBuilder maven(Path project) {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("maven.home"), "bin", "mvn")
                                    .toString(),
                            "-B",
                            "-ntp",
                            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                            "-Pfull",
                            "-DskipTests",
                            "package")
                    .directory(project.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("TZ", timeZone);
            builder.environment()
                    .put(
                            "MAVEN_OPTS",
                            "-Duser.timezone=%s -Duser.language=%s -Dfile.encoding=%s"
                                    .formatted(timeZone, language, encoding));
            return builder;
        }

        private static void copy(Path from, Path to) throws IOException {
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }
}
