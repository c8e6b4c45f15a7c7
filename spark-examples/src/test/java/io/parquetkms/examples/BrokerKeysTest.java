package io.parquetkms.examples;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What two executors and their driver ask of KMS for four keys, where the driver may hand them keys: the least there is. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
final class BrokerKeysTest {

    private ClusterBench bench;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        bench = new ClusterBench(cluster, test);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void keys_onlyTheDriverAsks_onceForEachKey() throws Exception {
        bench.run(bench.application(KeySharing.KEYS), bench.write("customer"));
        bench.assertWritten("customer");
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L));

        bench.run(bench.application(KeySharing.KEYS), bench.read("customer"));
        bench.assertCalls(Map.of("driver Decrypt", 4L));
    }

    /** Its secret is the cluster's: other applications have it, too. */
    @Test
    void auto_onAStandaloneCluster_isWrapped() throws Exception {
        bench.run(bench.application(KeySharing.AUTO), bench.write("customer"));

        bench.assertWritten("customer");
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L));
    }

    /** One class loader for Spark and the library, not two. */
    @Tag("full")
    @Test
    void bundleOnTheClassPath_isNoDifferent() throws Exception {
        bench.run(
                bench.application(KeySharing.KEYS).withBundleOnClassPath(),
                bench.write("customer"),
                bench.read("customer"));

        bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L));
    }
}
