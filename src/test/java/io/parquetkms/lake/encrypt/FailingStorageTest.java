package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.OwnRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Storage fails at one of the steps: the original is there, and nothing beside it. */
final class FailingStorageTest {

    private static final int ROWS = 20;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void atEachStep_theOriginalStays() throws Exception {
        Path file = directory.resolve("part-0.parquet");
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        EncryptJob.overwrite(file, Files.readAllBytes(file));
        byte[] original = Files.readAllBytes(file);
        LakeFile listed = EncryptJob.listed(file);
        Configuration failing = job.uniform();
        failing.setClass("fs.file.impl", FailingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        failing.setBoolean("fs.file.impl.disable.cache", true);

        int failures = 0;
        Converted result = FailingFileSystem.after(0, () -> new Encrypt(EncryptJob.attempt()).with(failing, listed));
        while (result.outcome() != Outcome.DONE) {
            failures++;
            assertThat(result.problem()).isNotNull();
            assertThat(result.problem().kind()).as(result.problem().reason()).isEqualTo(Kind.FAILED);
            if (result.problem().reason().startsWith("it was done")) {
                assertThat(EncryptJob.rows(job.uniform(), file)).isEqualTo(EncryptJob.rows(ROWS));
                EncryptJob.overwrite(file, original);
                Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(listed.modified()));
            } else {
                assertThat(Files.readAllBytes(file)).as("failure %s: %s", failures, result.problem()).isEqualTo(original);
            }
            assertThat(EncryptJob.names(directory)).containsExactly("part-0.parquet");
            result = FailingFileSystem.after(failures, () -> new Encrypt(EncryptJob.attempt()).with(failing, listed));
        }

        assertThat(failures).isGreaterThan(20);
        assertThat(EncryptJob.rows(job.uniform(), file)).isEqualTo(EncryptJob.rows(ROWS));
    }
}
