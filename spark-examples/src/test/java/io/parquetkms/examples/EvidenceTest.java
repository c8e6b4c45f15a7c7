package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** docs/evidence.md, over the event logs of two applications and the requests of both, with a rotation of the KMS keys between them. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class EvidenceTest {

    private ClusterBench bench;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        bench = new ClusterBench(cluster, test);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void run(Path events, String... steps) throws IOException, InterruptedException {
        SparkSubmit application = bench.application(KeySharing.KEYS)
                .withSettings(Map.of(
                        "spark.hadoop.parquet.kms.encryption.context", "department=crm",
                        "spark.eventLog.enabled", "true",
                        "spark.eventLog.compress", "false",
                        "spark.eventLog.rolling.enabled", "false",
                        "spark.eventLog.dir", events.toUri().toString()));
        bench.run(application, steps);
    }

    @Test
    void rotatedKeys_requestsAreJoinedWithTheirDatasets_byKeyMaterial() throws Exception {
        Path events = Files.createDirectories(bench.directory("events"));
        run(events, bench.write("before"));
        bench.kms().rotate();
        run(events, bench.write("after"), bench.read("before"), bench.read("after"));

        Evidence evidence = Evidence.of(lines(events), bench.kms().server());

        assertThat(evidence.requests()).hasSize(16);
        evidence.assertQueriesOfThePage(bench.directory("evidence"), uses -> {
            assertThat(Evidence.materials(uses, "GenerateDataKey", "before"))
                    .hasSize(4)
                    .isEqualTo(Evidence.materials(uses, "Decrypt", "before"))
                    .doesNotContainAnyElementsOf(Evidence.materials(uses, "GenerateDataKey", "after"));
            assertThat(Evidence.materials(uses, "GenerateDataKey", "after"))
                    .hasSize(4)
                    .isEqualTo(Evidence.materials(uses, "Decrypt", "after"));
        });
    }

    private static List<String> lines(Path eventLogs) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> logs = Files.list(eventLogs)) {
            for (Path log : logs.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                lines.addAll(Files.readAllLines(log));
            }
        }
        return lines;
    }
}
