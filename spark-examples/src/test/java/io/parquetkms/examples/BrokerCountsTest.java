package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.Operation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What two executors and their driver ask of KMS for four keys, where Spark's RPC is open to whoever listens. */
@OnCluster(rpc = RpcSecurity.OPEN)
@Tag("full")
final class BrokerCountsTest {

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
    void stockKeyTools_eachExecutorUnwrapsWhatEachOneWrapped() throws Exception {
        bench.run(bench.application(KeySharing.STOCK), bench.write("customer"));
        bench.assertWritten("customer");
        bench.assertCalls(Map.of("executors Encrypt", 8L));

        bench.run(bench.application(KeySharing.STOCK), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 16L));
    }

    @Test
    void off_eachExecutorUnwrapsWhatEachOneMade() throws Exception {
        bench.run(bench.application(KeySharing.OFF), bench.write("customer"));
        bench.assertWritten("customer");
        bench.assertCalls(Map.of("executors GenerateDataKey", 8L));

        bench.run(bench.application(KeySharing.OFF), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 16L));
    }

    @Test
    void wrapped_orAuto_driverMakesKeks_executorsUnwrapThem() throws Exception {
        bench.run(bench.application(KeySharing.WRAPPED), bench.write("customer"));
        bench.assertWritten("customer");
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L));

        bench.run(bench.application(KeySharing.AUTO), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 8L));
    }

    /** A writer that can't read: it can't unwrap the driver's KEK either. */
    @Test
    void wrapped_executorsWithoutDecrypt_makeTheirOwnKeks() throws Exception {
        bench.kms().deny(Signer.EXECUTORS, Operation.DECRYPT);

        bench.run(bench.application(KeySharing.WRAPPED), bench.write("customer"));

        bench.assertWritten("customer");
        bench.assertCalls(Map.of(
                "driver GenerateDataKey", 4L,
                "executors Decrypt AccessDeniedException", 8L,
                "executors GenerateDataKey", 8L));
        bench.kms().allow(Signer.EXECUTORS);
        bench.run(bench.application(KeySharing.WRAPPED), bench.read("customer"));
        bench.assertCalls(Map.of("executors Decrypt", 16L));
    }

    @Test
    void keys_refusesToStart_andSaysWhatIsMissing() throws Exception {
        SparkSubmit.Result result =
                bench.application(KeySharing.KEYS).run(ClusterSteps.class, List.of(bench.write("customer")));

        assertThat(result.status()).as(result.toString()).isNotZero();
        assertThat(result.err())
                .contains("parquet.kms.spark.broker")
                .contains("spark.authenticate")
                .contains("spark.network.crypto.enabled");
        assertThat(bench.directory("customer")).doesNotExist();
        bench.assertCalls(Map.of());
    }
}
