package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What goes wrong on clusters, with keys from the driver. Tables come out whole, and no more calls are made. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class BrokerFaultsTest {

    private static final Map<String, Long> ONE_CALL_FOR_EACH_KEY =
            Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L);

    private ClusterBench bench;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        bench = new ClusterBench(cluster, test);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SparkSubmit.Running start(Map<String, String> settings, String... steps) throws IOException {
        return bench.start(bench.gatedApplication(KeySharing.KEYS).withSettings(settings), ClusterSteps.class, steps);
    }

    private StepsResult finish(SparkSubmit.Running job) throws Exception {
        return StepsResult.of(bench.finish(job));
    }

    /** Neither before the other has come, too: so each has an executor of its own. */
    private void letBothGoOn() throws Exception {
        Gate.Arrival one = bench.arrival();
        Gate.Arrival other = bench.arrival();
        one.goOn();
        other.goOn();
    }

    @Test
    void executorKilledWhileWriting_anotherTakesItsPlace() throws Exception {
        SparkSubmit.Running job = start(Map.of(), bench.write("customer"), bench.read("customer"));
        Gate.Arrival victim = bench.arrival();
        Gate.Arrival other = bench.arrival();
        bench.killExecutorOf(victim);
        Gate.Arrival successor = bench.arrival();
        other.goOn();
        successor.goOn();
        StepsResult result = finish(job);

        assertThat(victim.name()).endsWith(", attempt 0");
        assertThat(successor.name()).isEqualTo(victim.name().replace(", attempt 0", ", attempt 1"));
        assertThat(result.places().get(bench.write("customer")))
                .containsExactlyInAnyOrder(other.executor(), successor.executor())
                .doesNotContain(victim.executor());
        bench.assertWritten("customer");
        bench.assertCalls(ONE_CALL_FOR_EACH_KEY);
    }

    @Test
    void kmsGone_warmKeysServe() throws Exception {
        SparkSubmit.Running job = start(
                Map.of(),
                bench.write("customer"),
                "meet:written",
                bench.read("customer"),
                "meet:read",
                bench.read("customer"));
        Gate.Arrival one = bench.arrival();
        Gate.Arrival other = bench.arrival();
        bench.kms().server().stop();
        one.goOn();
        other.goOn();
        Gate.Arrival written = bench.arrival();
        bench.kms().server().restart();
        written.goOn();
        Gate.Arrival read = bench.arrival();
        bench.kms().server().stop();
        read.goOn();
        StepsResult result = finish(job);

        assertThat(written.name()).isEqualTo("written");
        assertThat(read.name()).isEqualTo("read");
        bench.assertOnAllExecutors(result, bench.write("customer"));
        bench.assertOnAllExecutors(result, bench.read("customer"));
        bench.assertWritten("customer");
        bench.assertCalls(ONE_CALL_FOR_EACH_KEY);
    }

    /** Every second request: so each call after the first is throttled once, or another one in its place. */
    @Test
    void kmsThrottling_callsAreRepeated() throws Exception {
        bench.kms().server().faults().throttleEvery(2);

        bench.run(bench.application(KeySharing.KEYS), bench.write("customer"), bench.read("customer"));

        bench.assertWritten("customer");
        bench.assertCalls(Map.of(
                "driver GenerateDataKey", 4L,
                "driver GenerateDataKey ThrottlingException", 3L,
                "driver Decrypt", 4L,
                "driver Decrypt ThrottlingException", 4L));
    }

    @Test
    void dynamicAllocation_executorsThatComeLaterGetTheSameKeys() throws Exception {
        Map<String, String> settings = Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.dynamicAllocation.shuffleTracking.enabled", "true",
                "spark.dynamicAllocation.shuffleTracking.timeout", "1s",
                "spark.dynamicAllocation.minExecutors", "0",
                "spark.dynamicAllocation.maxExecutors", "2",
                "spark.dynamicAllocation.executorIdleTimeout", "1s",
                "spark.scheduler.minRegisteredResourcesRatio", "0");
        SparkSubmit.Running job = start(
                settings,
                bench.write("customer"),
                "outlive:" + bench.write("customer"),
                bench.write("copy"),
                "outlive:" + bench.write("copy"),
                bench.read("copy"));
        letBothGoOn();
        letBothGoOn();
        StepsResult result = finish(job);

        bench.assertOnAllExecutors(result, bench.write("customer"));
        bench.assertOnAllExecutors(result, bench.write("copy"));
        assertThat(result.places().get(bench.write("customer")))
                .doesNotContainAnyElementsOf(result.places().get(bench.write("copy")));
        bench.assertWritten("customer");
        bench.assertWritten("copy");
        bench.assertCalls(ONE_CALL_FOR_EACH_KEY);
    }

    @Test
    void speculation_twoTasksForOneResult() throws Exception {
        Map<String, String> settings = Map.of(
                "spark.speculation", "true",
                "spark.speculation.quantile", "0.5",
                "spark.speculation.multiplier", "1.1",
                "spark.speculation.minTaskRuntime", "1ms",
                "spark.speculation.efficiency.enabled", "false");
        SparkSubmit.Running job = start(settings, bench.write("customer"), bench.read("customer"));
        Gate.Arrival quick = bench.arrival();
        Gate.Arrival slow = bench.arrival();
        quick.goOn();
        Gate.Arrival copy = bench.arrival();
        copy.goOn();
        StepsResult result = finish(job);

        assertThat(copy.name()).isEqualTo(slow.name().replace(", attempt 0", ", attempt 1"));
        assertThat(copy.executor()).isEqualTo(quick.executor()).isNotEqualTo(slow.executor());
        assertThat(result.speculative()).isPositive();
        bench.assertWritten("customer");
        bench.assertCalls(ONE_CALL_FOR_EACH_KEY);
    }
}
