package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.MarkdownTable;
import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.RpcSecurity;
import io.parquetkms.examples.SparkCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts what jobs ask of a KMS. Fails if that is not what the model says. */
@Command(
        name = "calls",
        description =
                "Has one application write and another one read, twice, on a cluster of processes, and counts what they"
                        + " ask of a KMS. Takes some 20 s for each number of executors and mode.",
        mixinStandardHelpOptions = true)
public final class CallsBenchmark implements Callable<Integer> {

    @Option(
            names = "--executors",
            split = ",",
            defaultValue = "1,2,4",
            description = "JVMs, of 512 MB and one core each (default: ${DEFAULT-VALUE})")
    List<Integer> executors;

    @Option(
            names = "--modes",
            split = ",",
            defaultValue = "stock-double,stock-single,no-plugin,off,wrapped,keys",
            description = "of ${COMPLETION-CANDIDATES} (default: all)")
    List<Way> modes;

    /** Returns 1 if the model is wrong, or the library. */
    @Override
    public Integer call() throws Exception {
        List<Count> counts = new ArrayList<>();
        for (int number : executors) {
            // encrypted, since keys needs it; the other ways don't care
            try (SparkCluster cluster = SparkCluster.start(RpcSecurity.CRYPTO, number)) {
                for (Way way : modes) {
                    count(new CountedJob(cluster, way), counts);
                }
            }
        }
        System.out.print(table(counts));
        return counts.stream().allMatch(Count::asExpected) ? 0 : 1;
    }

    private static void count(CountedJob job, List<Count> counts) throws Exception {
        for (Count count : job.count()) {
            System.err.println(String.join(": ", count.row()));
            counts.add(count);
        }
    }

    static MarkdownTable table(List<Count> counts) {
        MarkdownTable table = new MarkdownTable(
                List.of("keys from", "executors", "what", "calls, counted by the KMS", "as the model says"));
        counts.forEach(count -> table.add(count.row()));
        return table;
    }
}
