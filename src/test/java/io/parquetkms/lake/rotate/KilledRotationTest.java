package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.footer.FileTail;
import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that rotates is killed at any moment: no file is ever lost or unreadable, and the next one goes on. Most halt at a random
 * operation of the file system; some are killed from outside.
 */
@Tag("full")
final class KilledRotationTest {

    private static final int KILLS = 100;

    /** Of these, killed by the operating system. */
    private static final int FROM_OUTSIDE = 20;

    private static final int FILES = 6;
    private static final int ROWS = 5;
    private static final int NEVER = Integer.MAX_VALUE;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final Random random = new Random(16);
    private KeystoreFile keystore;
    private Configuration configuration = new Configuration(false);
    private String from = "a";
    private String to = "b";
    private int rounds;
    private int operations;

    @BeforeEach
    void write() {
        keystore = new KeystoreFile(directory);
        keystore.create("a", 256);
        keystore.create("b", 256);
        configuration = RotationProcess.configuration(keystore.uri().toString(), KeystoreFile.PASSWORD);
        for (int i = 0; i < FILES; i++) {
            Configuration writing = new Configuration(configuration);
            writing.set("parquet.kms.key.a", "a");
            if (i % 3 == 0) {
                writing.set("parquet.encryption.uniform.key", "a");
            } else {
                writing.setBoolean("parquet.encryption.plaintext.footer", i % 3 == 1);
                writing.set("parquet.encryption.footer.key", "a");
                writing.set("parquet.encryption.column.keys", "a:phone");
            }
            runtime.wipe(); // so that each has a KEK of its own
            Table.write(writing, file(i), ROWS);
        }
    }

    @AfterEach
    void close() {
        keystore.close();
    }

    private org.apache.hadoop.fs.Path file(int number) {
        return new org.apache.hadoop.fs.Path(directory
                .resolve("lake/part=" + number % 2 + "/" + number + ".parquet")
                .toUri());
    }

    private void assertAllReadable() {
        runtime.wipe();
        for (int i = 0; i < FILES; i++) {
            assertThat(Table.read(configuration, file(i))).isEqualTo(Table.rows(ROWS));
        }
    }

    private Process start(int haltsAt) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Djdk.jceks.iterationCount=10000",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + directory,
                        RotationProcess.class.getName(),
                        directory.resolve("lake").toString(),
                        keystore.uri().toString(),
                        KeystoreFile.PASSWORD,
                        from,
                        to,
                        directory.resolve("journal-" + rounds).toString(),
                        String.valueOf(haltsAt))
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    /**
     * Follows it.
     *
     * @param killedAfter so many files, and whatever it does by then
     * @return whether it came to its end
     */
    private boolean ends(Process process, int killedAfter) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int done = 0;
            String line = out.readLine();
            while (line != null) {
                assertThat(line).doesNotStartWith("problem");
                if (line.startsWith(RotationProcess.END)) {
                    operations = Integer.parseInt(line.substring(RotationProcess.END.length()));
                }
                done += line.startsWith("rotated") ? 1 : 0; // the logging may print lines of its own
                line = done <= killedAfter ? out.readLine() : null;
            }
            if (done > killedAfter) {
                process.destroyForcibly();
            }
        }
        int exitCode = process.waitFor();
        assertThat(exitCode).as(Files.readString(directory.resolve("stderr"))).isIn(0, HaltingFileSystem.EXIT_CODE);
        return exitCode == 0;
    }

    /** The other way round, with a new journal. */
    private void turn() {
        String other = from;
        from = to;
        to = other;
        rounds++;
    }

    /** As the message about a lock says, for nobody else is there who could hold it. */
    private void removeLock() throws IOException {
        Files.deleteIfExists(directory.resolve("journal-" + rounds + "/lock"));
        Files.deleteIfExists(directory.resolve("journal-" + rounds + "/.lock.crc"));
    }

    private boolean hasTemporary() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("lake"))) {
            return all.anyMatch(path -> path.getFileName().toString().matches("\\.[^.]+\\..*\\.parquet"));
        }
    }

    private int rotated() throws IOException {
        int rotated = 0;
        for (int i = 0; i < FILES; i++) {
            FileTail tail = FileTail.read(HadoopInputFile.fromPath(file(i), configuration));
            rotated += HeldKey.read(tail.footerKeyMetadata()).kmsKey().startsWith(to) ? 1 : 0;
        }
        return rotated;
    }

    @Test
    void killedAtAnyMoment_goesOn() throws IOException, InterruptedException {
        assertThat(ends(start(NEVER), NEVER)).isTrue();
        turn();
        int all = operations;
        int inTheMiddle = 0;
        int leftBehind = 0;
        for (int kills = 0; kills < KILLS; ) {
            boolean outside = kills % (KILLS / FROM_OUTSIDE) == 0;
            boolean ended = outside
                    ? ends(start(NEVER), random.nextInt(FILES - 1))
                    : ends(start(1 + random.nextInt(all)), NEVER);
            if (ended) {
                assertThat(hasTemporary()).as("what the killed ones left").isFalse();
                assertThat(rotated()).isEqualTo(FILES);
                turn();
            } else {
                kills++;
                removeLock();
                int rotated = rotated();
                leftBehind += hasTemporary() ? 1 : 0;
                inTheMiddle += hasTemporary() || (rotated > 0 && rotated < FILES) ? 1 : 0;
            }
            assertAllReadable();
        }
        System.out.println(KILLS + " kills, " + inTheMiddle + " in the middle of the files, " + leftBehind
                + " left temporary files, of " + all + " operations, in " + rounds + " rounds");
        assertThat(inTheMiddle).isGreaterThan(KILLS / 3);
        assertThat(leftBehind).isPositive();
        assertThat(ends(start(NEVER), NEVER)).isTrue();
        keystore.delete(from);
        assertAllReadable();
    }
}
