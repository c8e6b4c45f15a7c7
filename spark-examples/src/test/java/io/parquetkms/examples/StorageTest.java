package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.examples.TableCases.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object store, HDFS, and their committers: {@link StorageTrials} writes by each, and looks at every byte. */
@Tag("full")
@Tag("this-spark")
final class StorageTest {

    private static final String POLICY = """
            { "version": 1,
              "places": [
                { "paths": ["s3://lake/policy", "hdfs:/policy"],
                  "footerKey": "footer", "columns": { "pii": ["ssn"], "finance": ["salary"] } },
                { "paths": ["s3://lake/policy/*/date=1", "hdfs:/policy/*/date=1"],
                  "footerKey": "finance", "columns": { "pii": ["ssn"] } } ] }
            """;

    private static final List<String> COMMITTERS =
            List.of("magic", "directory", "partitioned", "s3-file-v1", "hdfs-file-v1", "hdfs-file-v2");

    private static final String KEY = "spark.hadoop.parquet.encryption.uniform.key=pii";

    /** Requests that one job makes more than another, whatever the number of files. */
    private static final int OF_THE_JOB = StorageRequests.FILES / 4;

    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

    /** To S3, all methods together. */
    private static final Map<String, Integer> REQUESTS = new HashMap<>();

    @BeforeAll
    static void run() throws Exception {
        Path directory = Path.of("target", "jobs", "storage").toAbsolutePath();
        try (StorageServers servers = StorageServers.start(directory)) {
            String hdfs = servers.hdfs();
            run(
                    servers,
                    "storage-bound",
                    Map.of("spark.sql.sources.commitProtocolClass", BoundCommitProtocol.class.getName()),
                    List.of("magic=s3a://lake", "directory=s3://lake", "partitioned=s3n://lake"));
            run(
                    servers,
                    "storage-of-spark",
                    Map.of(),
                    List.of("s3-file-v1=s3a://lake", "hdfs-file-v1=" + hdfs, "hdfs-file-v2=" + hdfs));
            requests(
                    servers, "plaintext", StorageServers.job("storage-requests").withoutBundle(), List.of());
            requests(servers, "encrypted", StorageServers.job("storage-requests"), List.of(KEY));
            requests(
                    servers,
                    "required",
                    StorageServers.job("storage-requests"),
                    List.of(KEY, "spark.hadoop.parquet.kms.encrypted.paths=s3://lake/requests"));
        }
    }

    private static void requests(StorageServers servers, String name, SparkSubmit submit, List<String> settings)
            throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.add(submit.directory().resolve(name).toString());
        arguments.add(String.valueOf(servers.s3Port()));
        arguments.add("s3a://lake/requests/" + name);
        arguments.addAll(settings);
        SparkSubmit.Result result = submit.run(StorageRequests.class, arguments);
        assertThat(result.status()).as(result.toString()).isZero();
        result.lines()
                .filter(line -> line.startsWith("requests\t"))
                .map(line -> line.split("\t"))
                .forEach(field -> REQUESTS.merge(name + " " + field[1], Integer.parseInt(field[3]), Integer::sum));
    }

    private static void run(StorageServers servers, String name, Map<String, String> settings, List<String> trials)
            throws Exception {
        SparkSubmit submit = StorageServers.job(name)
                .withSettings(Map.of("spark.master", "local[2,3]"))
                .withSettings(settings);
        Path policy = Files.writeString(submit.directory().resolve("policy.json"), POLICY);
        List<String> arguments = new ArrayList<>();
        arguments.add(submit.directory().resolve("files").toString());
        arguments.add(String.valueOf(servers.s3Port()));
        arguments.add(policy.toUri().toString());
        arguments.addAll(trials);
        SparkSubmit.Result result = submit.run(StorageTrials.class, arguments);
        assertThat(result.status()).as(result.toString()).isZero();
        OUTCOMES.putAll(TableCases.outcomes(result));
    }

    private static Outcome outcome(String committer, String step) {
        return OUTCOMES.get(committer + "-" + step);
    }

    /** Rows, and different ones; then the key of the footers, which the policy says for each partition. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write     | [20,20] [date=1:finance]
            append    | [30,30] [date=1:finance]
            overwrite | [10,10] [date=1:finance]
            retry     | [20,20] [date=1:finance]
            large     | [4000,4000] [:footer]
            paths     | [20,20] [date=1:pii]
            """)
    void everyCommitter_losesAndDoublesNothing(String step, String said) {
        for (String committer : COMMITTERS) {
            assertThat(outcome(committer, step)).as(committer).isEqualTo(new Outcome("", said));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"magic", "directory", "partitioned", "s3-file-v1", "hdfs-file-v1"})
    void failedJob_leavesTheTableAsItWas(String committer) {
        assertThat(outcome(committer, "failure").files()).isEmpty();
        assertThat(outcome(committer, "failure").said())
                .startsWith("IllegalStateException: Attempt 2 fails, as planned")
                .endsWith("[20,20] [date=1:finance]");
    }

    /** That is how this one is: what a task has committed is there. */
    @Test
    void failedJob_ofTheFileCommitter2_leavesWholeTasksOnly() {
        assertThat(outcome("hdfs-file-v2", "failure").files()).isEmpty();
        assertThat(outcome("hdfs-file-v2", "failure").said())
                .startsWith("IllegalStateException: Attempt 2 fails, as planned")
                .containsPattern("\\[(20,20|25,25)] \\[date=1:finance]$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-file-v1", "hdfs-file-v1", "hdfs-file-v2"})
    void dynamicOverwrite_replacesThePartitions(String committer) {
        assertThat(outcome(committer, "dynamic")).isEqualTo(new Outcome("", "[15,15] [date=0:footer, date=1:finance]"));
        assertThat(outcome(committer, "location")).isEqualTo(new Outcome("", "[5,5] [:finance]"));
    }

    /** Spark refuses both, since these committers move no directories. */
    @ParameterizedTest
    @ValueSource(strings = {"magic", "directory", "partitioned"})
    void dynamicOverwrite_byS3aCommitters_isRefusedAndAllStays(String committer) {
        assertThat(outcome(committer, "dynamic").files()).isEmpty();
        assertThat(outcome(committer, "dynamic").said())
                .contains("does not support dynamicPartitionOverwrite")
                .endsWith("[30,30] [date=1:finance]");
        assertThat(outcome(committer, "location").said()).contains("Absolute output locations not supported");
    }

    @Test
    void refusedWrite_leavesTheTableAsItWas() {
        for (String committer : COMMITTERS) {
            assertThat(outcome(committer, "refused").said())
                    .as(committer)
                    .contains("Nothing was written, nothing was deleted")
                    .containsPattern("\\[2[05],2[05]] \\[date=1:finance]$");
            assertThat(outcome(committer, "paths-plaintext").said())
                    .as(committer)
                    .contains("parquet.kms.encrypted.paths says it must be encrypted", "PATH_NOT_FOUND");
        }
    }

    /** Only the rows tell which partitions there are, so that only tasks can refuse; also where the magic committer hides their files. */
    @Test
    void writerThatDidNotAskForKeys_isRefusedWhenItsTaskCommits() {
        for (String committer : COMMITTERS) {
            assertThat(outcome(committer, "other-factory").files())
                    .as(committer)
                    .isEmpty();
            assertThat(outcome(committer, "other-factory").said())
                    .as(committer)
                    .contains("Refusing to commit ", "which is not encrypted: parquet.kms.encrypted.paths says");
        }
    }

    /** On the wire to S3, and in what committers and file systems keep on local disks. */
    @Test
    void nothingIsInClearMeanwhile() {
        for (String committer : COMMITTERS) {
            assertThat(outcome(committer, "heard").said())
                    .as(committer)
                    .endsWith(", in clear 0; on the wire in clear 0");
        }
        for (String committer : List.of("magic", "directory", "partitioned", "s3-file-v1")) {
            assertThat(outcome(committer, "heard").said()).as(committer).doesNotStartWith("local files 0");
        }
    }

    /** A look at each file when its task commits, and one before it is read. */
    @Test
    void requestsOfTheLooks_areFew() {
        assertThat(REQUESTS.get("required write") - REQUESTS.get("encrypted write"))
                .isBetween(0, 2 * StorageRequests.FILES + OF_THE_JOB);
        assertThat(REQUESTS.get("required read") - REQUESTS.get("encrypted read"))
                .isBetween(0, 3 * StorageRequests.FILES + OF_THE_JOB);
    }

    /** Where nothing must be encrypted the same looks find it all: they would have. */
    @Test
    void elsewhere_allOfItIsSeen() {
        for (String committer : COMMITTERS) {
            assertThat(outcome(committer, "open").files()).as(committer).contains(".parquet");
        }
        for (String committer : List.of("magic", "directory", "partitioned", "s3-file-v1")) {
            assertThat(outcome(committer, "open-heard").said()).as(committer).doesNotContain("in clear 0");
        }
    }
}
