package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.process.OwnRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that encrypts, and one that decrypts, killed at any moment: each file is there, whole, and the next one goes on. */
@Tag("full")
final class EncryptKillTest {

    private static final int KILLS = 20;
    private static final int FILES = 12;
    private static final int ROWS = 200;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final Random random = new Random(16);

    @TempDir
    private Path directory;

    private Path file(int number) {
        return directory.resolve("lake/part-" + number + ".parquet");
    }

    @Test
    void killedAtAnyMoment_goesOn() throws Exception {
        for (int i = 0; i < FILES; i++) {
            PlainFiles.write(hadoop(file(i)), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        }
        try (KeystoreFile keystore = new KeystoreFile(directory)) {
            keystore.create("lake", 256);
            Configuration settings = EncryptProcess.settings(keystore.uri().toString(), KeystoreFile.PASSWORD);
            String what = "encrypt";
            for (int kills = 0; kills < KILLS; ) {
                if (killedAfter(start(keystore, what), random.nextInt(FILES / 2))) {
                    what = what.equals("encrypt") ? "decrypt" : "encrypt";
                } else {
                    kills++;
                }
                assertAllReadable(settings);
            }
            assertThat(killedAfter(start(keystore, what), FILES)).isTrue();
            assertAllReadable(settings);
        }
        assertThat(EncryptJob.names(directory.resolve("lake")))
                .as("nothing is left behind")
                .hasSize(FILES);
    }

    private void assertAllReadable(Configuration settings) throws IOException {
        runtime.wipe();
        for (int i = 0; i < FILES; i++) {
            assertThat(EncryptJob.rows(settings, file(i))).isEqualTo(EncryptJob.rows(ROWS));
        }
    }

    private Process start(KeystoreFile keystore, String what) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Djdk.jceks.iterationCount=10000",
                        "-cp",
                        System.getProperty("java.class.path") + System.getProperty("path.separator") + directory,
                        EncryptProcess.class.getName(),
                        what,
                        directory.resolve("lake").toString(),
                        directory.resolve("journal").toString(),
                        keystore.uri().toString(),
                        KeystoreFile.PASSWORD)
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
                done += line.startsWith("done") ? 1 : 0; // the logging may print lines of its own
            }
            process.destroyForcibly();
            process.waitFor();
            return false;
        }
    }
}
