package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetsTest {

    private static String of(String file) {
        return Datasets.of(new Configuration(false), new Path(file));
    }

    /** Object stores take any name; it goes into logs, events and messages. */
    @Test
    void of_lineFeedInAName_isShownByItsCode() {
        assertThat(of("s3a://bucket/sa\nles/part-0.parquet")).isEqualTo("s3a://bucket/sa\\u000ales");
        assertThat(Datasets.nameOf(new Path("s3a://bucket/sales/\u202epart-0.parquet")))
                .isEqualTo("s3a://bucket/sales/\\u202epart-0.parquet");
    }

    @Test
    void of_unknownPath_isEmpty() {
        assertThat(Datasets.of(new Configuration(false), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://bucket/sales/part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/part-0.parquet, s3a://bucket",
        "file:/data/sales/part-0.parquet, file:/data/sales",
        "/data/sales/part-0.parquet, /data/sales",
        "/part-0.parquet, /part-0.parquet",
        "part-0.parquet, part-0.parquet",
        "sales/part-0.parquet, sales",
    })
    void of_file_isItsDirectory(String file, String dataset) {
        assertThat(of(file)).isEqualTo(dataset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date=2026-11-01",
                "date=2026-11-01/country=de",
                "year=2026/month=11/day=1",
                "date=__HIVE_DEFAULT_PARTITION__",
                "path=a%2Fb",
                "empty=",
            })
    void of_partition_isTheDatasetAbove(String partition) {
        assertThat(of("s3a://bucket/sales/" + partition + "/part-0.parquet")).isEqualTo("s3a://bucket/sales");
    }

    @Test
    void of_directoryThatIsNoPartition_isKept() {
        assertThat(of("/data/a=b/raw/part-0.parquet")).isEqualTo("/data/a=b/raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_temporary/0/_temporary/attempt_2026_0001_m_000000_0/part-0.parquet",
                "_temporary/0/_temporary/attempt_2026_0001_m_000000_0/date=2026-11-01/part-0.parquet",
                "_temporary/0/task_2026_0001_m_000000/part-0.parquet",
                ".spark-staging-1b2c/date=2026-11-01/part-0.parquet",
                "__magic/job-1/tasks/attempt_1/__base/part-0.parquet",
                "__magic_job-1/tasks/attempt_1/__base/date=2026-11-01/part-0.parquet",
                "date=2026-11-01/_temporary/0/part-0.parquet",
            })
    void of_whereCommittersWriteFirst_isTheDataset(String file) {
        assertThat(of("s3a://bucket/sales/" + file)).isEqualTo("s3a://bucket/sales");
    }

    /** Their tasks write to a local directory with a name that nobody has seen. */
    @ParameterizedTest
    @CsvSource({
        "s3a://bucket/sales, part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/sales/, part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/sales, date=2026-11-01/part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/sales/date=2026-11-01, part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/sales/.spark-staging-1, date=2026-11-01/part-0.parquet, s3a://bucket/sales",
        "s3a://bucket/, part-0.parquet, s3a://bucket",
        "file:/data/sales, part-0.parquet, file:/tmp/s3a/0f8fad5b/0",
        "'', part-0.parquet, file:/tmp/s3a/0f8fad5b/0",
        "s3a:, part-0.parquet, file:/tmp/s3a/0f8fad5b/0",
    })
    void of_stagingCommitter_isWhereTheJobsOutputGoes(String output, String file, String dataset) {
        Configuration job = new Configuration(false);
        job.set("mapreduce.output.fileoutputformat.outputdir", output);
        assertThat(Datasets.of(
                        job,
                        new Path("file:/tmp/s3a/0f8fad5b/0/_temporary/0/_temporary/attempt_1_0001_m_000000_0/" + file)))
                .isEqualTo(dataset);
    }

    /** Only what a committer moves goes to the job's output: a job may write other files beside. */
    @Test
    void of_otherFileOfAJob_isItsOwnDirectory() {
        Configuration job = new Configuration(false);
        job.set("mapreduce.output.fileoutputformat.outputdir", "s3a://bucket/sales");
        assertThat(Datasets.of(job, new Path("file:/data/other/part-0.parquet")))
                .isEqualTo("file:/data/other");
    }

    @Test
    void of_nameThatOnlyBeginsLikeOne_isKept() {
        assertThat(of("/data/_temporary_tables/part-0.parquet")).isEqualTo("/data/_temporary_tables");
        assertThat(of("/data/my_temporary/part-0.parquet")).isEqualTo("/data/my_temporary");
    }

    @Test
    void of_partitionsUpToTheTop_endsSomewhere() {
        assertThat(of("a=b/c=d/part-0.parquet")).isEqualTo("a=b");
        assertThat(of("/a=b/part-0.parquet")).isEqualTo("/a=b");
    }
}
