package io.parquetkms.benchmarks.jobs;

import io.parquetkms.benchmarks.jobs.calls.CallsBenchmark;
import io.parquetkms.benchmarks.jobs.csv.CsvBenchmark;
import io.parquetkms.benchmarks.jobs.lake.LakeBenchmark;
import io.parquetkms.benchmarks.jobs.lineitem.LineitemBenchmark;
import io.parquetkms.benchmarks.jobs.model.ModelBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the benchmark that the first argument names, with the other arguments as its options. */
@Command(
        name = "-Djob=",
        description = "What whole jobs cost, in JVMs of their own.",
        subcommands = {
            CallsBenchmark.class,
            ModelBenchmark.class,
            LineitemBenchmark.class,
            CsvBenchmark.class,
            LakeBenchmark.class
        },
        mixinStandardHelpOptions = true)
public final class Main {

    private static final String LEAST_OF_LINEITEM =
            "lineitem --scale 0.001 --files 2 --runs 1 --phase warm --warm-ups 0"
                    + " --repetitions 1 --jvm-options=-Xmx1g,-XX:+UseSerialGC,-XX:TieredStopAtLevel=1 --variants ";

    private static final String LEAST_OF_SHORT = "short --rows 1000 --runs 1 --workloads rows --variants ";

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    @Command(description = "The least that shows that a job and the model work; the numbers mean nothing.")
    int brief() {
        return all("model --executors 10", LEAST_OF_LINEITEM + "ours", LEAST_OF_SHORT + "ours-shared");
    }

    @Command(description = "The same with the counts, and stock key tools.")
    int full() {
        return all(
                "model --executors 10",
                LEAST_OF_LINEITEM + "stock,ours",
                LEAST_OF_SHORT + "plain,stock,ours,ours-keystore,ours-shared",
                "calls --executors 1 --modes keys,stock-double");
    }

    private int all(String... commands) {
        int status = 0;
        for (String command : commands) {
            status = Math.max(status, spec.commandLine().execute(command.split(" ")));
        }
        return status;
    }
}
