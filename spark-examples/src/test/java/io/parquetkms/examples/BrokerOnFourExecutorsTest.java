package io.parquetkms.examples;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** How the calls for four keys grow with the executors: four of them. */
@OnCluster(rpc = RpcSecurity.CRYPTO, executors = 4)
@Tag("full")
final class BrokerOnFourExecutorsTest {

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
    void stockKeyTools_readsGrowWithTheSquare() throws Exception {
        bench.run(bench.application(KeySharing.STOCK), bench.write("customer"));
        bench.assertCalls(Map.of("executors Encrypt", 16L));

        bench.run(bench.application(KeySharing.STOCK), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 64L));
    }

    @Test
    void off_readsGrowWithTheSquare() throws Exception {
        bench.run(bench.application(KeySharing.OFF), bench.write("customer"));
        bench.assertCalls(Map.of("executors GenerateDataKey", 16L));

        bench.run(bench.application(KeySharing.OFF), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 64L));
    }

    @Test
    void wrapped_growsWithTheExecutors() throws Exception {
        bench.run(bench.application(KeySharing.WRAPPED), bench.write("customer"));
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 16L));

        bench.run(bench.application(KeySharing.WRAPPED), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 16L));
    }

    @Test
    void keys_doesNotGrow() throws Exception {
        bench.run(bench.application(KeySharing.KEYS), bench.write("customer"));
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L));

        bench.run(bench.application(KeySharing.KEYS), bench.read("customer"));
        bench.assertCalls(Map.of("driver Decrypt", 4L));
    }
}
