package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.Benchmark;
import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.RpcSecurity;
import io.parquetkms.examples.SparkCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Counts what jobs ask of a KMS. Fails if that is not what the model says. */
public final class CallsBenchmark implements Benchmark {

    public CallsBenchmark() {}

    @Override
    public String usage() {
        return CallsOptions.USAGE;
    }

    /** The smallest case that shows the difference; under a minute. */
    @Override
    public List<String> brief() {
        return List.of("--executors", "1", "--modes", "keys", "--cases", "job");
    }

    @Override
    public void run(List<String> options, PrintStream out) throws Exception {
        CallsOptions wanted = CallsOptions.parse(options);
        List<Count> counts = new ArrayList<>();
        try {
            count(wanted, new CallsProgress(System.err, wanted), counts);
        } finally {
            report(new CallsReport(counts), wanted, out);
        }
        if (new CallsReport(counts).surprises() > 0) {
            throw new IllegalStateException("Counts differ from the model");
        }
    }

    private static void count(CallsOptions options, CallsProgress progress, List<Count> counts) throws Exception {
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
    }

    /** Of all that was counted, even if not all was. */
    private static void report(CallsReport report, CallsOptions options, PrintStream out) throws IOException {
        out.print("\n" + report.text());
        if (options.json().isPresent()) {
            report.writeJson(options.json().get());
        }
    }
}
