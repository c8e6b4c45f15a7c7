package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that rotates is killed at any moment: no file is ever lost or unreadable, and the next one goes on. */
@Tag("full")
final class KilledRotationTest {

    private static final int KILLS = 100;
    private static final int FILES = 24;
    private static final int ROWS = 5;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private org.apache.hadoop.fs.Path file(int number) {
        return new org.apache.hadoop.fs.Path(directory
                .resolve("lake/part=" + number % 3 + "/" + number + ".parquet")
                .toUri());
    }

    private void write(Configuration configuration) {
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

    private void assertAllReadable(Configuration configuration) {
        runtime.wipe();
        for (int i = 0; i < FILES; i++) {
            assertThat(Table.read(configuration, file(i))).isEqualTo(Table.rows(ROWS));
        }
    }

    private Process start(String keystore, String from, String to) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Djdk.jceks.iterationCount=10000",
                        "-cp",
                        System.getProperty("java.class.path") + System.getProperty("path.separator") + directory,
                        RotationProcess.class.getName(),
                        directory.resolve("lake").toString(),
                        keystore,
                        KeystoreFile.PASSWORD,
                        from,
                        to)
                .redirectError(directory.resolve("stderr").toFile())
                .start();
    }

    /** Kills it after so many files, and whatever it does by then. @return whether it had come to its end */
    private boolean killedAfter(Process process, int files) throws IOException, InterruptedException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int done = 0; done <= files; ) {
                String line = out.readLine();
                if (line == null || line.equals("end")) {
                    assertThat(process.waitFor())
                            .as(Files.readString(directory.resolve("stderr")))
                            .isZero();
                    return true;
                }
                assertThat(line).doesNotStartWith("problem");
                done += line.startsWith("rotated") ? 1 : 0; // the logging may print lines of its own
            }
            process.destroyForcibly();
            process.waitFor();
            return false;
        }
    }

    @Test
    void killedAtAnyMoment_goesOn() throws IOException, InterruptedException {
        try (KeystoreFile keystore = new KeystoreFile(directory)) {
            keystore.create("a", 256);
            keystore.create("b", 256);
            Configuration both = RotationProcess.configuration(keystore.uri().toString(), KeystoreFile.PASSWORD);
            write(both);
            Random random = new Random(16);
            String from = "a";
            String to = "b";
            for (int kills = 0; kills < KILLS; ) {
                if (killedAfter(start(keystore.uri().toString(), from, to), random.nextInt(FILES / 2))) {
                    String other = from;
                    from = to;
                    to = other;
                } else {
                    kills++;
                }
                assertAllReadable(both);
            }
            assertThat(killedAfter(start(keystore.uri().toString(), from, to), FILES))
                    .isTrue();
            keystore.delete(from);
            assertAllReadable(both);
        }
    }
}
