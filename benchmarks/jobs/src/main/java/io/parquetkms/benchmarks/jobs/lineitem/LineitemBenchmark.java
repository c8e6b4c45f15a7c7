package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.Benchmark;
import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures all that was asked for, in rounds: each variant comes once in each, and not always in the same place. */
public final class LineitemBenchmark implements Benchmark {

    public LineitemBenchmark() {}

    @Override
    public String usage() {
        return LineitemOptions.USAGE;
    }

    @Override
    public List<String> brief() {
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

    @Override
    public void run(List<String> options, PrintStream out) throws IOException, InterruptedException {
        LineitemOptions wanted = LineitemOptions.parse(options);
        List<RecordFile> results = new ArrayList<>();
        for (Path file : wanted.show()) {
            results.add(RecordFile.read(file));
        }
        if (results.isEmpty()) {
            results.add(measure(wanted));
        }
        for (RecordFile result : results) {
            out.print(result.results().markdown());
        }
        if (wanted.svg().isPresent()) {
            Files.writeString(wanted.svg().get(), RecordFile.chart(results).svg());
        }
    }

    private static RecordFile measure(LineitemOptions options) throws IOException, InterruptedException {
        try (SlowKms kms = new SlowKms()) {
            RecordFile result = RecordFile.of(options, measure(options, new SparkJobs(options, kms)));
            if (options.json().isPresent()) {
                result.write(options.json().get());
            }
            return result;
        }
    }

    private static List<Sample> measure(LineitemOptions options, SparkJobs jobs)
            throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        Progress progress = new Progress(System.err, cells(options).size() * options.runs());
        Input input = Input.madeBy(jobs, options);
        for (int round = 0; round < options.runs(); round++) {
            List<Cell> cells = cells(options);
            Collections.rotate(cells, round);
            for (Cell cell : cells) {
                progress.begin(cell);
                samples.addAll(jobs.measure(cell, round, input));
                progress.end();
            }
        }
        return samples;
    }

    private static List<Cell> cells(LineitemOptions options) {
        List<Cell> cells = new ArrayList<>();
        for (Phase phase : options.phases()) {
            for (Variant variant : options.variants()) {
                List<Integer> latencies = variant.asksKms() ? options.latencies() : List.of(0);
                latencies.forEach(latency -> cells.add(new Cell(phase, variant, latency)));
            }
        }
        return cells;
    }
}
