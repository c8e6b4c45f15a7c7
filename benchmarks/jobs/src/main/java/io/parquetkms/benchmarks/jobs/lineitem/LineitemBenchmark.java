package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures all that was asked for, in rounds: each variant comes once in each, and not always in the same place. */
public final class LineitemBenchmark {

    private final Arguments arguments;
    private final SparkJobs jobs;
    private final Progress progress;
    private final List<Sample> samples = new ArrayList<>();

    private LineitemBenchmark(Arguments arguments, SparkJobs jobs) {
        this.arguments = arguments;
        this.jobs = jobs;
        progress = new Progress(System.err, cells().size() * arguments.runs());
    }

    /** Prints progress on standard error and the results on standard output. Throws what went wrong. */
    public static void run(List<String> options) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(options);
        try (SlowKms kms = new SlowKms()) {
            LineitemBenchmark benchmark = new LineitemBenchmark(arguments, new SparkJobs(arguments, kms));
            benchmark.measure();
            benchmark.report();
        }
    }

    /** What {@link #run} can be told to do in seconds, to see that it works. */
    public static List<String> brief() {
        return List.of(
                "--variants",
                "stock,ours",
                "--scale",
                "0.001",
                "--files",
                "2",
                "--runs",
                "1",
                "--phase",
                "warm",
                "--warm-ups",
                "0",
                "--repetitions",
                "1",
                "--jvm-options",
                "-Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }

    private void measure() throws IOException, InterruptedException {
        Input input = Input.madeBy(jobs, arguments);
        for (int round = 0; round < arguments.runs(); round++) {
            List<Cell> cells = cells();
            Collections.rotate(cells, round);
            for (Cell cell : cells) {
                progress.begin(cell);
                samples.addAll(jobs.measure(cell, round, input));
                progress.end();
            }
        }
    }

    private void report() throws IOException {
        System.out.println(Results.of(samples));
        if (arguments.json().isPresent()) {
            RecordFile.of(arguments, samples).write(arguments.json().get());
        }
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Phase phase : arguments.phases()) {
            for (Variant variant : arguments.variants()) {
                List<Integer> latencies = variant.asksKms() ? arguments.latencies() : List.of(0);
                latencies.forEach(latency -> cells.add(new Cell(phase, variant, latency)));
            }
        }
        return cells;
    }
}
