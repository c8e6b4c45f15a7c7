package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A key for each tenant, by a policy that the driver reads: executors get them from it, and KMS is asked once for each. */
@Tag("full")
@OnCluster(rpc = RpcSecurity.CRYPTO)
final class TenantKeysTest {

    private ClusterBench bench;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        bench = new ClusterBench(cluster, test);
        for (int i = 0; i < TenantSteps.TENANTS; i++) {
            bench.kms()
                    .server()
                    .alias("alias/tenant-t" + i, bench.kms().server().createKey());
        }
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void keys_onlyTheDriverAsks_onceForEachTenant() throws Exception {
        Path table = bench.directory("orders");
        Path policy = Files.writeString(bench.directory("lake.json"), """
                { "version": 1, "places": [
                  { "path": "%s", "key": "alias/tenant-{tenant}", "encryptionContext": { "table": "orders" } } ] }
                """.formatted(table));
        bench.finish(bench.start(
                bench.application(KeySharing.KEYS)
                        .withSettings(Map.of(
                                "spark.hadoop.parquet.kms.policy",
                                policy.toUri().toString(),
                                "spark.hadoop.parquet.kms.aws.region",
                                TestKms.REGION)),
                TenantSteps.class,
                table.toString()));

        for (int i = 0; i < TenantSteps.TENANTS; i++) {
            assertThat(TableFiles.in(table.resolve("tenant=t" + i)).allEncrypted())
                    .isTrue();
        }
        bench.assertCalls(Map.of(
                "driver GenerateDataKey", (long) TenantSteps.TENANTS, "driver Decrypt", (long) TenantSteps.TENANTS));
    }
}
