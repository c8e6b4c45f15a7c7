package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;

/** What a test on a cluster works with: the cluster, a KMS of its own, a directory, and a gate for jobs to wait at. */
final class ClusterBench implements AutoCloseable {

    /** For a busy machine: who lost patience would ask once more, and that would be counted. */
    private static final Map<String, String> PATIENT = Map.of(
            "spark.hadoop.parquet.kms.aws.attempt.timeout", "5m",
            "spark.hadoop.parquet.kms.aws.call.timeout", "10m",
            "spark.hadoop.parquet.kms.spark.broker.timeout", "5m");

    private final SparkCluster cluster;
    private final String name;
    private final ClusterKms kms = new ClusterKms();
    private final Gate gate;
    private final OutputDirectory files;
    private final List<SparkSubmit.Running> applications = new ArrayList<>();

    ClusterBench(SparkCluster cluster, TestInfo test) throws IOException {
        this.cluster = cluster;
        gate = Gate.open();
        name = test.getTestClass().orElseThrow().getSimpleName() + "/"
                + test.getTestMethod().orElseThrow().getName();
        files = OutputDirectory.empty(Path.of("target", "jobs", name, "files").toAbsolutePath());
    }

    ClusterKms kms() {
        return kms;
    }

    /** A directory for a table, or for what else a job needs. */
    Path directory(String table) {
        return files.root().resolve(table);
    }

    String write(String table) {
        return "write:" + directory(table);
    }

    String read(String table) {
        return "read:" + directory(table);
    }

    SparkSubmit application(KeySharing keys) throws IOException {
        return cluster.application(name + "/" + (applications.size() + 1))
                .withEnvironment(Signer.DRIVER.environment())
                .withSettings(kms.settings())
                .withSettings(PATIENT)
                .withSettings(keys.settings());
    }

    /** An application whose tasks wait at the gate while they write. */
    SparkSubmit gatedApplication(KeySharing keys) throws IOException {
        return application(keys).withSettings(gate.settings());
    }

    SparkSubmit.Running start(SparkSubmit application, Class<?> job, String... arguments) throws IOException {
        SparkSubmit.Running running = application.start(job, List.of(arguments));
        applications.add(running);
        running.process().onExit().thenRun(gate::nobodyWillCome);
        return running;
    }

    /** The next part of a job at the gate. */
    Gate.Arrival arrival() throws IOException, InterruptedException {
        try {
            return gate.next();
        } catch (IOException e) {
            SparkSubmit.Running latest = applications.get(applications.size() - 1);
            throw new IOException(e.getMessage() + ": see " + latest.directory() + "\n" + latest.complaints(), e);
        }
    }

    SparkSubmit.Result finish(SparkSubmit.Running running) throws IOException, InterruptedException {
        SparkSubmit.Result result = running.finish();
        assertThat(result.status()).as("%s on %s", result, cluster).isZero();
        return result;
    }

    /** Runs these steps in an application of their own; all executors take part in each. */
    StepsResult run(SparkSubmit application, String... steps) throws IOException, InterruptedException {
        StepsResult result = StepsResult.of(finish(start(application, ClusterSteps.class, steps)));
        Arrays.stream(steps).forEach(step -> assertOnAllExecutors(result, step));
        return result;
    }

    void assertOnAllExecutors(StepsResult result, String step) {
        assertThat(result.places().get(step)).as(step).hasSize(cluster.executors());
    }

    /** What was asked of KMS since the last time. */
    void assertCalls(Map<String, Long> expected) {
        assertThat(kms.takeCalls()).isEqualTo(expected);
    }

    /** Every file of a table that {@link ClusterSteps} wrote is there, and encrypted. */
    void assertWritten(String table) throws IOException {
        TableFiles written = TableFiles.in(directory(table));
        assertThat(written.count()).isEqualTo(cluster.executors() * ClusterSteps.FILES_EACH);
        assertThat(written.allEncrypted()).isTrue();
    }

    /** Kills the executor of somebody who waits at the gate. */
    void killExecutorOf(Gate.Arrival arrival) {
        ProcessHandle executor = cluster.executorProcesses()
                .filter(process -> process.pid() == arrival.pid())
                .findFirst()
                .orElseThrow();
        assertThat(executor.destroyForcibly()).isTrue();
    }

    @Override
    public void close() {
        applications.forEach(application -> application.process().destroyForcibly());
        gate.close();
        kms.close();
    }
}
