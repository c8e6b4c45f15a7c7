package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Two attempts of a task write the same rows, on two executors; the one that is late is killed in the middle of its file. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
@Tag("this-spark")
final class StorageSpeculationTest {

    private static final Map<String, String> SPECULATION = Map.of(
            "spark.speculation", "true",
            "spark.speculation.quantile", "0.5",
            "spark.speculation.multiplier", "1.1",
            "spark.speculation.minTaskRuntime", "1ms",
            "spark.speculation.efficiency.enabled", "false",
            "spark.hadoop.parquet.kms.encrypted.paths", "s3://lake/speculation,hdfs:/speculation");

    private static StorageServers servers;

    private ClusterBench bench;

    @BeforeAll
    static void startServers() throws Exception {
        servers = StorageServers.start(
                Path.of("target", "jobs", "storage-speculation").toAbsolutePath());
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws Exception {
        bench = new ClusterBench(cluster, test);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void magicCommitter_eachRowIsThereOnce() throws Exception {
        assertEachRowOnce(
                "s3a://lake/speculation",
                Map.of(
                        "spark.sql.sources.commitProtocolClass",
                        BoundCommitProtocol.class.getName(),
                        "spark.hadoop.fs.s3a.committer.name",
                        "magic",
                        "spark.hadoop.fs.s3a.endpoint",
                        "http://127.0.0.1:" + servers.s3Port()));
    }

    @Test
    void hdfs_eachRowIsThereOnce() throws Exception {
        assertEachRowOnce(servers.hdfs() + "/speculation", Map.of());
    }

    /** What is in encrypted paths and can be read there, is encrypted. */
    private void assertEachRowOnce(String table, Map<String, String> settings) throws Exception {
        SparkSubmit application = bench.gatedApplication(KeySharing.KEYS)
                .withClassPath(ClassPaths.of("s3a"))
                .withSettings(Map.of("spark.executor.extraClassPath", ClassPaths.text("s3a")))
                .withSettings(StorageServers.s3aSettings())
                .withSettings(SPECULATION)
                .withSettings(settings)
                .withSettings(Customers.ENCRYPTION.entrySet().stream()
                        .collect(Collectors.toMap(option -> "spark.hadoop." + option.getKey(), Map.Entry::getValue)));
        SparkSubmit.Running job = bench.start(application, StorageSpeculation.class, table);
        Gate.Arrival quick = bench.arrival();
        Gate.Arrival slow = bench.arrival();
        quick.goOn();
        Gate.Arrival copy = bench.arrival();
        copy.goOn();

        assertThat(bench.finish(job).lines()).contains("rows\t200\tfiles\t2");
        assertThat(copy.name()).isEqualTo(slow.name().replace(", attempt 0", ", attempt 1"));
        assertThat(copy.executor()).isNotEqualTo(slow.executor());
    }
}
