package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spark's committer alone knows where a partition with a LOCATION of its own is. */
final class TaskFilesTest {

    private static final Path WRITTEN = new Path(
            "s3://lake/t/.spark-staging-1/0f8fad5b-d9cb-469f-a165-70867728950e-part-00000.c000.snappy.parquet");

    private final Configuration configuration = TestSettings.configuration();
    private final EncryptedPaths paths = EncryptedPaths.of(List.of("s3://secret"));

    @AfterEach
    void end() {
        TaskFiles.end(WRITTEN);
    }

    @Test
    void unknownDestination_mayBeGuarded() {
        assertThat(paths.cover(configuration, WRITTEN)).isTrue();
        assertThat(paths.reason(configuration, WRITTEN)).contains("where it will be can't be told");
    }

    @Test
    void knownDestination_isThePlace() {
        TaskFiles.begin(WRITTEN, new Path("s3://open/day=7/part-00000.parquet"));
        assertThat(paths.cover(configuration, WRITTEN)).isFalse();
        assertThat(Datasets.of(configuration, WRITTEN)).isEqualTo("s3://open");
        TaskFiles.begin(WRITTEN, new Path("s3://secret/day=7/part-00000.parquet"));
        assertThat(paths.cover(configuration, WRITTEN)).isTrue();
        assertThat(paths.reason(configuration, WRITTEN)).doesNotContain("can't be told");
    }

    @Test
    void ended_isUnknownAgain() {
        TaskFiles.begin(WRITTEN, new Path("s3://open/day=7/part-00000.parquet"));
        TaskFiles.end(WRITTEN);
        assertThat(paths.cover(configuration, WRITTEN)).isTrue();
    }

    @Test
    void keys_areOfFilesThatATaskHasBegun() {
        TaskFiles.gotKeys(WRITTEN);
        assertThat(TaskFiles.hasKeys(WRITTEN)).isFalse();
        TaskFiles.begin(WRITTEN, new Path("s3://secret/day=7/part-00000.parquet"));
        TaskFiles.gotKeys(WRITTEN);
        assertThat(TaskFiles.hasKeys(WRITTEN)).isTrue();
        TaskFiles.end(WRITTEN);
        assertThat(TaskFiles.hasKeys(WRITTEN)).isFalse();
    }
}
