package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guarded is where files stand in the end: with Hadoop's own committer, and under other names of a place. */
final class CommittedPlacesTest {

    private static final TaskAttemptID ATTEMPT = new TaskAttemptID("202611010000", 1, TaskType.MAP, 0, 0);

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);

    @BeforeEach
    void configure() throws IOException {
        directory = directory.toRealPath();
        configuration = new Configuration();
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
    }

    private void guard(Object... globs) {
        StringBuilder list = new StringBuilder();
        for (Object glob : globs) {
            list.append(glob).append(',');
        }
        configuration.set("parquet.kms.encrypted.paths", list.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fileOutputCommitter_guardedPartition_isRefusedAndAnotherWritten(int algorithm) throws IOException {
        java.nio.file.Path out = directory.resolve("out");
        guard(out.resolve("date=1"));
        configuration.setInt("mapreduce.fileoutputcommitter.algorithm.version", algorithm);
        Job job = Job.getInstance(configuration);
        FileOutputFormat.setOutputPath(job, new Path(out.toUri()));
        TaskAttemptContext context = new TaskAttemptContextImpl(job.getConfiguration(), ATTEMPT);
        FileOutputCommitter committer = new FileOutputCommitter(FileOutputFormat.getOutputPath(job), context);
        committer.setupJob(context);
        committer.setupTask(context);
        Path guarded = new Path(committer.getWorkPath(), "date=1/part-0.parquet");
        assertThatThrownBy(() -> Table.write(context.getConfiguration(), guarded, 1))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Refusing to write " + guarded + " in plaintext");
        Table.write(context.getConfiguration(), new Path(committer.getWorkPath(), "date=2/part-0.parquet"), 1);
        committer.commitTask(context);
        committer.commitJob(context);
        assertThat(out.resolve("date=2/part-0.parquet")).exists();
        assertThat(out.resolve("date=1")).doesNotExist();
    }

    /** Parquet asks with the path it was given, whatever file system is behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hoodie-file:/data/pii/f",
                "hoodie-s3a://bucket/pii/f",
                "s3n://bucket/pii/date=1/f",
                "s3a://bucket/pii/__magic_job-1/job-1/00/tasks/attempt_1/__base/f",
                "file:/tmp/s3a/u/_temporary/0/_temporary/attempt_1_0001_m_000000_0/pii/f",
                "/out/.spark-staging-1/0f8fad5b-d9cb-469f-a165-70867728950e-part-0.parquet"
            })
    void otherNamesOfGuardedPlaces_areRefused(String path) {
        guard("file:///data/pii", "s3://bucket/pii");
        configuration.set("mapreduce.output.fileoutputformat.outputdir", "s3a://bucket/");
        assertThatThrownBy(() ->
                        new ParquetKmsCryptoFactory().getFileEncryptionProperties(configuration, new Path(path), null))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Refusing to write " + new Path(path) + " in plaintext");
    }

    @Test
    void partitionWithItsOwnLocation_isRefusedWithTheReason() {
        guard("s3://bucket/pii");
        Path path = new Path("/out/.spark-staging-1/0f8fad5b-d9cb-469f-a165-70867728950e-part-0.parquet");
        assertThatThrownBy(() -> new ParquetKmsCryptoFactory().getFileEncryptionProperties(configuration, path, null))
                .hasMessageContaining(
                        "parquet.kms.encrypted.paths says it must be encrypted (where it will be can't be told: it"
                                + " goes to a partition with a LOCATION of its own");
    }

    @Test
    void symbolicLink_toAGuardedDirectory_isRefusedAndNotRead() throws IOException {
        java.nio.file.Path real = Files.createDirectory(directory.resolve("real"));
        Path link = new Path(
                Files.createSymbolicLink(directory.resolve("link"), real).toUri());
        Table.write(configuration, new Path(link, "planted.parquet"), 1);
        guard(real);
        assertThatThrownBy(() -> Table.write(configuration, new Path(link, "f.parquet"), 1))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> Table.read(configuration, new Path(link, "planted.parquet")))
                .isInstanceOf(UnencryptedFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:", "", "file://"})
    void localPath_withAndWithoutScheme_isRefused(String scheme) {
        guard(directory);
        assertThatThrownBy(() -> Table.write(configuration, new Path(scheme + directory + "/f.parquet"), 1))
                .isInstanceOf(InvalidConfigurationException.class);
    }
}
