package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Amazon Corretto Crypto Provider on a cluster, handed over as docs/aes.md says. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("accp")
@Tag("full")
final class AccpTest {

    @Test
    void jarHandedOver_isUsedByDriverAndExecutors(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            Path ui = bench.directory("ui");
            SparkSubmit application = bench.application(KeySharing.KEYS)
                    .withJar(System.getProperty("accp.jar"))
                    .withSettings(Map.of("spark.ui.enabled", "true", "spark.ui.port", "0"));

            bench.finish(bench.start(
                    application, ClusterSteps.class, bench.write("customer"), bench.read("customer"), "show:" + ui));

            bench.assertWritten("customer");
            assertThat(Files.readString(ui.resolve("tab.json")).split("\"aes\":\"AmazonCorrettoCryptoProvider 2", -1))
                    .as("before, between and after driver and two executors")
                    .hasSize(4);
        }
    }
}
