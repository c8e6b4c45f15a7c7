package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.OwnRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
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
    void atSomeSteps_theOriginalStays() throws Exception {
        fail(23);
    }

    @Tag("full")
    @Test
    void atEachStep_theOriginalStays() throws Exception {
        fail(1);
    }

    /** @param stride from one step to the next that fails */
    private void fail(int stride) throws Exception {
        Path file = directory.resolve("part-0.parquet");
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        EncryptJob.overwrite(file, Files.readAllBytes(file));
        byte[] original = Files.readAllBytes(file);
        LakeFile listed = EncryptJob.listed(file);
        Configuration failing = job.uniform();
        failing.setClass("fs.file.impl", FailingFileSystem.class, FileSystem.class);
        failing.setBoolean("fs.file.impl.disable.cache", true);

        int step = 0;
        Converted result = encryptFailing(failing, listed, step);
        while (result.outcome() != Outcome.DONE) {
            FileProblem problem = Objects.requireNonNull(result.problem());
            assertThat(problem.kind()).as(problem.reason()).isEqualTo(Kind.FAILED);
            if (problem.reason().startsWith("it was done")) {
                assertThat(EncryptJob.rows(job.uniform(), file)).isEqualTo(EncryptJob.rows(ROWS));
                EncryptJob.overwrite(file, original);
                Files.setLastModifiedTime(file, FileTime.fromMillis(listed.modified()));
            } else {
                assertThat(Files.readAllBytes(file))
                        .as("step %s: %s", step, problem)
                        .isEqualTo(original);
            }
            assertThat(EncryptJob.names(directory)).containsExactly("part-0.parquet");
            step += stride;
            result = encryptFailing(failing, listed, step);
        }

        assertThat(step).isGreaterThan(100);
        assertThat(EncryptJob.rows(job.uniform(), file)).isEqualTo(EncryptJob.rows(ROWS));
    }

    private static Converted encryptFailing(Configuration failing, LakeFile listed, int step) throws Exception {
        return FailingFileSystem.after(step, () -> new Encrypt(EncryptJob.attempt()).with(failing, listed));
    }
}
