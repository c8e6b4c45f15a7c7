package io.parquetkms.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.JournalEntry.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal, on the local file system. */
final class JournalTest {

    private final Configuration configuration = new Configuration(false);

    @TempDir
    private Path temporary = Path.of("");

    private Path directory = Path.of("");

    @BeforeEach
    void name() {
        directory = temporary.resolve("journal");
    }

    private Journal open(String... arguments) throws IOException {
        return Journal.open(configuration, directory.toString(), List.of(arguments));
    }

    private List<String> read() throws IOException {
        List<String> entries = new ArrayList<>();
        Journal.read(
                configuration,
                directory.toString(),
                entry -> entries.add(entry.step() + " " + entry.path() + " " + entry.detail()));
        return entries;
    }

    private static void write(Journal journal, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            journal.write(Step.DONE, "/lake/ü\n" + i, "");
        }
    }

    @Test
    void entries_areReadBack_overRunsAndSegments() throws IOException {
        String first;
        try (Journal journal = open()) {
            first = journal.run();
            assertThat(journal.earlierRuns()).isEmpty();
            write(journal, 2);
            journal.flush();
            journal.write(Step.FAILED, "/lake/b", "denied: \"x\"");
        }
        Files.move(directory.resolve(first), directory.resolve("20000101T000000Z-00000000"));
        try (Journal journal = open()) {
            assertThat(journal.earlierRuns()).containsExactly("20000101T000000Z-00000000");
            journal.write(Step.VERIFIED, "/lake/c", "");
        }
        assertThat(read())
                .containsExactly(
                        "DONE /lake/ü\n0 ", "DONE /lake/ü\n1 ", "FAILED /lake/b denied: \"x\"", "VERIFIED /lake/c ");
    }

    @Test
    void segments_areEnded_beforeTheyAreLong() throws IOException {
        try (Journal journal = open()) {
            write(journal, 20_001);
            assertThat(segments(journal)).hasSize(3);
        }
        assertThat(read()).hasSize(20_001).last().isEqualTo("DONE /lake/ü\n20000 ");
    }

    private List<Path> segments(Journal journal) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(journal.run()))) {
            return files.filter(file -> file.getFileName().toString().startsWith("segment"))
                    .sorted()
                    .toList();
        }
    }

    /** What a killed process leaves: as many entries as are whole. */
    @Test
    void segment_truncatedAnywhere_isReadAsFarAsItGoes() throws IOException {
        Path segment;
        try (Journal journal = open()) {
            write(journal, 3);
            journal.flush();
            segment = segments(journal).get(0);
        }
        byte[] whole = Files.readAllBytes(segment);
        int entries = 0;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(segment, java.util.Arrays.copyOf(whole, length));
            if (length > 0 && whole[length - 1] == '}') {
                entries++;
            }
            assertThat(read()).as("of %d bytes", length).hasSize(entries);
        }
        assertThat(entries).isEqualTo(3);
    }

    @Test
    void segment_damagedWithin_isAnError() throws IOException {
        try (Journal journal = open()) {
            write(journal, 2);
            journal.flush();
            Path segment = segments(journal).get(0);
            Files.writeString(segment, Files.readString(segment).replaceFirst("done", "gone"));
        }
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
    }

    @Test
    void lock_twoRuns_secondIsRefused() throws IOException {
        try (Journal journal = open()) {
            assertThatThrownBy(() -> open().close())
                    .hasMessageContaining("in use by run " + journal.run() + ": process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining(
                            "remove " + directory.resolve("lock").toUri().getPath());
        }
        open().close();
    }

    @Test
    void lock_ofProcessThatEnded_isTakenOver_butNotAnotherMachines() throws IOException {
        Files.createDirectory(directory);
        Process ended = new ProcessBuilder("true").start();
        ended.onExit().join();
        lock(InetAddress.getLocalHost().getHostName(), ended.pid());
        open().close();
        lock("elsewhere.example", ended.pid());
        assertThatThrownBy(() -> open().close()).hasMessageContaining("on elsewhere.example");
    }

    @Test
    void lock_halfWritten_isRefused() throws IOException {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("lock"), "{\"run\":\"x");
        assertThatThrownBy(() -> open().close())
                .hasMessageContaining("(unknown)")
                .hasMessageContaining("remove ");
    }

    private void lock(String host, long pid) throws IOException {
        Files.writeString(
                directory.resolve("lock"),
                JournalEntry.object(java.util.Map.of("run", "r", "host", host, "pid", "" + pid)));
    }

    @Test
    void run_isWrittenDown_withoutSecrets() throws IOException {
        try (Journal journal =
                open("rotate", "--conf", "fs.s3a.secret.key=abc=", "--conf=spark.hadoop.my.password=abc")) {
            assertThat(directory.resolve(journal.run()).resolve("run.json"))
                    .content()
                    .contains("rotate --conf fs.s3a.secret.key=(hidden) --conf=spark.hadoop.my.password=(hidden)")
                    .doesNotContain("abc");
        }
        assertThat(Journal.withoutSecret("--conf=parquet.kms.key.pii=arn:1"))
                .isEqualTo("--conf=parquet.kms.key.pii=arn:1");
    }
}
