package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Structured Streaming on and on, past the age of its keys. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class BrokerStreamTest {

    private static final long KEKS_FOR_EACH_KEY = 3;

    @Test
    void keksGrowOld_newOnesFollow_allFilesStayReadable(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            String table = bench.directory("table").toString();
            SparkSubmit.Running stream = bench.start(
                    bench.gatedApplication(KeySharing.KEYS)
                            .withSettings(Map.of("spark.hadoop.parquet.kms.kek.max.age", "2s")),
                    StreamSteps.class,
                    "write",
                    bench.directory("source").toString(),
                    table,
                    bench.directory("checkpoints").toString());
            int batches = 0;
            boolean more = true;
            while (more) {
                Gate.Arrival batch = bench.arrival();
                batches++;
                more = bench.kms().callsByKey().values().stream().anyMatch(calls -> calls < KEKS_FOR_EACH_KEY);
                batch.answer(more ? StreamSteps.MORE : StreamSteps.DONE);
            }
            bench.finish(stream);
            Map<String, Long> generated = bench.kms().callsByKey();
            assertThat(bench.kms().takeCalls()).containsOnlyKeys("driver GenerateDataKey");

            TableFiles files = TableFiles.in(bench.directory("table"));
            assertThat(files.count()).isEqualTo(batches * StreamSteps.FILES_IN_BATCH);
            assertThat(files.allEncrypted()).isTrue();

            SparkSubmit.Result read =
                    bench.finish(bench.start(bench.application(KeySharing.KEYS), StreamSteps.class, "read", table));
            assertThat(read.out().trim())
                    .isEqualTo(String.valueOf(batches * StreamSteps.FILES_IN_BATCH * StreamSteps.ROWS_IN_FILE));
            // the last ones, made ahead of time, may not have been used
            bench.kms()
                    .callsByKey()
                    .forEach((key, keks) ->
                            assertThat(keks).as(key).isBetween(KEKS_FOR_EACH_KEY - 1, generated.get(key)));
            assertThat(bench.kms().takeCalls()).containsOnlyKeys("driver Decrypt");
        }
    }
}
