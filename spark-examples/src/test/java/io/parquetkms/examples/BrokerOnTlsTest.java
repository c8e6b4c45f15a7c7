package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Spark's RPC secured by TLS is good enough to hand out keys, too. */
@OnCluster(rpc = RpcSecurity.TLS)
@DisabledIfSystemProperty(
        named = "spark.version",
        matches = "3\\..*",
        disabledReason = "TLS for RPC is new in Spark 4.0")
@Tag("full")
final class BrokerOnTlsTest {

    @Test
    void keys_onlyTheDriverAsks(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            bench.run(bench.application(KeySharing.KEYS), bench.write("customer"), bench.read("customer"));

            bench.assertWritten("customer");
            bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L));
        }
    }

    /**
     * A path that leads nowhere from an executor's directory: there Spark takes every certificate. The driver, which does not know, has
     * asked whether the keys can be had, before the write overwrites.
     */
    @Test
    void keys_executorsWithoutTheTrustStore_askKmsThemselves(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            Path store = Path.of(cluster.rpcSettings().get("spark.ssl.rpc.trustStore"));
            Path fromHere = Path.of("").toAbsolutePath().relativize(store);
            SparkSubmit application = bench.application(KeySharing.KEYS)
                    .withSettings(Map.of("spark.ssl.rpc.trustStore", fromHere.toString()));

            bench.run(application, bench.write("customer"));

            bench.assertWritten("customer");
            bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "executors GenerateDataKey", 8L));
        }
    }

    /** Spark then takes every certificate. */
    @Test
    void keys_withoutATrustStoreThatExists_refusesToStart(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            SparkSubmit.Result result = bench.application(KeySharing.KEYS)
                    .withSettings(Map.of(
                            "spark.ssl.rpc.trustStore",
                            bench.directory("no-such-store").toString()))
                    .run(ClusterSteps.class, List.of(bench.write("customer")));

            assertThat(result.status()).as(result.toString()).isNotZero();
            assertThat(result.err())
                    .contains("parquet.kms.spark.broker=keys would send keys where others may read or ask for them")
                    .contains("Set spark.ssl.rpc.trustStore=<a file that exists>");
            bench.assertCalls(Map.of());
        }
    }
}
