package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.Arguments.WrongArgument;
import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.RpcSecurity;
import io.parquetkms.examples.SparkCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts what jobs ask of a KMS. */
public final class CallsMain {

    private CallsMain() {}

    /** The smallest case that shows the difference; under a minute. */
    public static int brief() throws Exception {
        return run(List.of("--executors", "1", "--modes", "keys", "--cases", "job"));
    }

    /** @return the process's exit code: 0 if all counts are as the model says */
    public static int run(List<String> arguments) throws Exception {
        if (arguments.contains("--help")) {
            System.out.print(CallsOptions.USAGE);
            return 0;
        }
        try {
            return run(CallsOptions.parse(arguments));
        } catch (WrongArgument e) {
            System.err.println(e.getMessage() + "\ncalls --help says more");
            return 2;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int run(CallsOptions options) throws Exception {
        CallsProgress progress = new CallsProgress(System.out, options);
        List<Count> counts = new ArrayList<>();
        try {
            for (int executors : options.executors()) {
                // encrypted, since keys needs it; the other ways don't care
                try (SparkCluster cluster = SparkCluster.start(RpcSecurity.CRYPTO, executors)) {
                    for (Way way : options.modes()) {
                        progress.at(executors + (executors == 1 ? " executor, " : " executors, ") + way.title());
                        try (CountedJobs jobs = new CountedJobs(cluster, way, options, progress, counts)) {
                            jobs.count();
                        }
                    }
                }
            }
        } finally {
            report(new CallsReport(counts), options);
        }
        return new CallsReport(counts).surprises() == 0 ? 0 : 1;
    }

    /** Of all that was counted, even if not all was. */
    private static void report(CallsReport report, CallsOptions options) throws IOException {
        System.out.print("\n" + report.text());
        if (options.json().isPresent()) {
            report.writeJson(options.json().get());
        }
    }
}
