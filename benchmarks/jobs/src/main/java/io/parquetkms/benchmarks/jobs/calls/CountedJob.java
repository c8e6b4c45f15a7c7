package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.ClusterSteps;
import io.parquetkms.examples.Signer;
import io.parquetkms.examples.SparkCluster;
import io.parquetkms.examples.SparkSubmit;
import io.parquetkms.examples.StepsResult;
import io.parquetkms.examples.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A job of {@link ClusterSteps} that gets its keys in one way, each application in JVMs of its own, and a KMS that counts. */
record CountedJob(SparkCluster cluster, Way way) {

    /** Those of the job: {@link Expected} has their number. */
    private static final List<String> KEYS = List.of("footer", "pii", "finance", "address");

    /** Each executor takes part in both, and opens each file when it reads. */
    List<Count> count() throws IOException, InterruptedException {
        String name = "calls/" + cluster.executors() + "-" + way;
        Path table = Path.of("target", "jobs", name, "table").toAbsolutePath();
        Expected expected = new Expected(cluster.executors(), way);
        try (ClusterKms kms = new ClusterKms(KEYS)) {
            run(kms, name + "/write", "write:" + table);
            check(table);
            Count write = new Count(way, cluster.executors(), "write", kms.takeCalls(), expected.write());
            run(kms, name + "/read", "read:" + table, "read:" + table);
            Count read = new Count(
                    way, cluster.executors(), "read twice, by a new one", kms.takeCalls(), expected.readTwice());
            return List.of(write, read);
        }
    }

    private void run(ClusterKms kms, String name, String... steps) throws IOException, InterruptedException {
        SparkSubmit application =
                KeysFrom.equip(cluster.application(name), way, kms).withEnvironment(Signer.DRIVER.environment());
        SparkSubmit.Result result = application.run(ClusterSteps.class, List.of(steps));
        boolean byAll = Stream.of(steps)
                .allMatch(step -> StepsResult.of(result)
                                .places()
                                .getOrDefault(step, List.of())
                                .size()
                        == cluster.executors());
        if (result.status() != 0 || !byAll) {
            throw new IOException(name + " failed, or not all executors took part: " + result);
        }
    }

    private void check(Path table) throws IOException {
        TableFiles files = TableFiles.in(table);
        if (files.count() != cluster.executors() * Expected.FILES_EACH || !files.allEncrypted()) {
            throw new IOException("Not what was to be written, or not encrypted: " + table);
        }
    }
}
