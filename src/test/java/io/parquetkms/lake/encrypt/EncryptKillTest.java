package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static io.parquetkms.lake.encrypt.EncryptJob.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.process.OwnRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that encrypts, and one that decrypts, ended at any moment: each file is there, whole, and the next run finishes the rest. */
@Tag("full")
final class EncryptKillTest {

    private static final int KILLS = 20;
    private static final int FILES = 8;
    private static final int ROWS = 4_000;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();
    private final Random random = new Random(16);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        job.close();
    }

    /** For the other JVM: settings, then {@code encrypt} or {@code decrypt}, then the directory. */
    public static void main(String[] arguments) throws IOException {
        Configuration settings = new Configuration(false);
        settings.addResource(new org.apache.hadoop.fs.Path(arguments[0]));
        RunId run = new RunId("killed");
        System.out.println("begun");
        try (LocalWorkers workers = new LocalWorkers(settings, 2)) {
            Conversions.forEach(
                    workers,
                    settings,
                    List.of(arguments[2]),
                    arguments[1].equals("encrypt") ? Encrypt.run(run) : Decrypt.run(run),
                    result -> System.out.println(result.outcome()));
        }
    }

    @Test
    void killedAtAnyMoment_noFileIsLost() throws Exception {
        Path lake = Files.createDirectory(directory.resolve("lake"));
        for (int i = 0; i < FILES; i++) {
            PlainFiles.write(
                    hadoop(lake.resolve("part-" + i + ".parquet")),
                    ROWS,
                    CompressionCodecName.SNAPPY,
                    WriterVersion.PARQUET_1_0);
        }
        Configuration settings = job.uniform();
        Path file = directory.resolve("settings.xml");
        try (var out = Files.newOutputStream(file)) {
            settings.writeXml(out);
        }

        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            killed += killed(file, i % 4 < 2 ? "encrypt" : "decrypt", lake) ? 1 : 0;
            for (int part = 0; part < FILES; part++) {
                assertThat(rows(settings, lake.resolve("part-" + part + ".parquet")))
                        .as("file %s after kill %s", part, i)
                        .isEqualTo(rows(ROWS));
            }
        }
        assertThat(killed).as("ended before they were done").isPositive();

        List<Converted> rest = new ArrayList<>();
        try (LocalWorkers workers = new LocalWorkers(settings, 2)) {
            Conversions.forEach(
                    workers, settings, List.of(lake.toString()), Encrypt.run(new RunId("killed")), rest::add);
        }
        assertThat(rest)
                .hasSize(FILES)
                .allMatch(each -> each.outcome() == Outcome.DONE || each.outcome() == Outcome.ALREADY);
    }

    /** Once the JVM has begun, somewhere in the time that it would take. */
    private boolean killed(Path settings, String what, Path lake) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Daws.accessKeyId=" + System.getProperty("aws.accessKeyId"),
                        "-Daws.secretAccessKey=" + System.getProperty("aws.secretAccessKey"),
                        EncryptKillTest.class.getName(),
                        settings.toUri().toString(),
                        what,
                        lake.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "out.txt"))
                .start();
        boolean ended = process.waitFor(600 + random.nextInt(3_000), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return !ended;
    }
}
