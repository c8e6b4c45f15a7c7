package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.Arguments;
import io.parquetkms.benchmarks.jobs.Benchmark;
import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.measuring.FreshJvm;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the first files of new JVMs, plain, with stock key tools and with this library in turn. */
public final class FirstFileBenchmark implements Benchmark {

    private static final List<String> WORK =
            List.of("plain", "stock", "ours", "stock-later", "ours-later", "ours-unwarmed-later", "ours-pieces");

    private static final Path DIRECTORY = Path.of("target", "jobs", "start").toAbsolutePath();

    public FirstFileBenchmark() {}

    @Override
    public String usage() {
        return """
                Writes a first and a second small encrypted file in new JVMs, and says what each step takes.
                  --runs 10           JVMs of each kind, in turn
                  --latency 0         of the KMS, in milliseconds
                  --jdk <directory>   another Java
                """;
    }

    @Override
    public List<String> brief() {
        return List.of("--runs", "1");
    }

    @Override
    public void run(List<String> options, PrintStream out) throws IOException, InterruptedException {
        Arguments given = Arguments.parse(options, List.of("--runs", "--latency", "--jdk"));
        int runs = given.number("--runs", 10, 1, 1_000);
        try (SlowKms kms = new SlowKms()) {
            kms.answerAfter(given.number("--latency", 0, 0, 60_000));
            String jdk = given.text("--jdk", System.getProperty("java.home"));
            out.print(new StartResults(measure(runs, new FreshJvm(jdk, DIRECTORY, kms.environment()))).markdown());
        }
    }

    /** By work, the measurements of each run. */
    private static Map<String, List<List<Measurement>>> measure(int runs, FreshJvm jvm)
            throws IOException, InterruptedException {
        Map<String, List<List<Measurement>>> measured = new LinkedHashMap<>();
        WORK.forEach(work -> measured.put(work, new ArrayList<>()));
        for (int run = 0; run < runs; run++) {
            System.err.printf("[%d/%d] %s%n", run + 1, runs, String.join(", ", WORK));
            List<String> turn = new ArrayList<>(WORK);
            Collections.rotate(turn, run);
            for (String work : turn) {
                measured.get(work)
                        .add(Measurement.in(jvm.run(
                                FirstFileJob.class,
                                jars(work),
                                work,
                                DIRECTORY.toUri().toString())));
            }
        }
        return measured;
    }

    private static String jars(String work) {
        if (work.startsWith("ours")) {
            return System.getProperty("bundle.jar");
        }
        return work.startsWith("stock") ? System.getProperty("stock.jars") : "";
    }
}
