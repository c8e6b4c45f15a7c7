package io.parquetkms.lake.replace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that replaces files is killed at any moment: each file is the old one or the new one, whole. */
@Tag("full")
final class KilledReplacementTest {

    private static final int KILLS = 100;
    private static final int FILES = 10;

    /** Within which a kill comes after the process has said that it begins with a file: about as long as one takes. */
    private static final long NANOS = 8_000_000;

    @TempDir
    private Path directory = Path.of("");

    private final Random random = new Random(16);

    private Path lake() {
        return directory.resolve("lake");
    }

    private List<Path> files(boolean temporary) throws IOException {
        try (Stream<Path> files = Files.list(lake())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".") == temporary)
                    .toList();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplacingProcess.class.getName(),
                        lake().toUri().toString())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    private void kill(Process process) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            int begun = 1 + random.nextInt(FILES);
            for (int i = 0; i < begun; ) {
                String line = out.readLine();
                assertThat(line)
                        .as(Files.readString(directory.resolve("stderr")))
                        .isNotNull();
                i += line.equals("replacing") ? 1 : 0;
            }
            long until = System.nanoTime() + random.nextLong(NANOS);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertWhole(Path file, byte[] body) throws IOException {
        byte[] found = Files.readAllBytes(file);
        assertThat(found).as("length of " + file).hasSize(ReplacingProcess.KEPT + ReplacingProcess.TAIL);
        assertThat(Arrays.mismatch(found, body))
                .as("where the body differs in " + file)
                .isEqualTo(ReplacingProcess.KEPT);
        byte[] tail = Arrays.copyOfRange(found, ReplacingProcess.KEPT, found.length);
        byte[] alike = new byte[tail.length];
        Arrays.fill(alike, tail[0]);
        assertThat(Arrays.mismatch(tail, alike))
                .as("where two ends meet in " + file)
                .isNegative();
    }

    @Test
    void killedAtAnyMoment_leavesOldOrNew() throws IOException, InterruptedException {
        byte[] body = new byte[ReplacingProcess.KEPT];
        random.nextBytes(body);
        Files.createDirectory(lake());
        for (int i = 0; i < FILES; i++) {
            Files.write(lake().resolve(i + ".parquet"), Arrays.copyOf(body, body.length + ReplacingProcess.TAIL));
        }
        int caught = 0;
        for (int kills = 0; kills < KILLS; kills++) {
            kill(start());
            assertThat(files(false)).hasSize(FILES);
            for (Path file : files(false)) {
                assertWhole(file, body);
            }
            caught += files(true).isEmpty() ? 0 : 1;
        }
        assertThat(caught).as("kills in the middle").isGreaterThan(KILLS / 10);
        clean();
        assertThat(files(true)).isEmpty();
        assertThat(files(false)).hasSize(FILES);
    }

    private void clean() throws IOException {
        LocalFileSystem local = ReplacingProcess.local();
        Replacement replacement = Replacements.of(local.getConf(), local, ReplacingProcess.RUN, false);
        for (Path path : files(false)) {
            replacement.clean(
                    ReplacingProcess.listed(local.getFileStatus(new org.apache.hadoop.fs.Path(path.toUri()))));
        }
    }
}
