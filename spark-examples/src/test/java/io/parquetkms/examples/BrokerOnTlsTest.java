package io.parquetkms.examples;

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
    void auto_isKeys(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            bench.run(bench.application(KeySharing.AUTO), bench.write("customer"), bench.read("customer"));

            bench.assertWritten("customer");
            bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L));
        }
    }
}
