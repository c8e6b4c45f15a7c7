package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.measuring.FreshJvm;
import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the first files of new JVMs, plain, with stock key tools and with this library in turn. */
public final class FirstFileBenchmark {

    private static final List<String> WORK =
            List.of("plain", "stock", "ours", "stock-later", "ours-later", "ours-pieces");

    private static final Path DIRECTORY = Path.of("target", "jobs", "start").toAbsolutePath();

    private FirstFileBenchmark() {}

    /** Options: {@code --runs <n>}, 10 without it, {@code --latency <milliseconds>} of the KMS, and {@code --jdk <home>}. */
    public static void run(List<String> options) throws IOException, InterruptedException {
        int runs = 10;
        int latency = 0;
        String jdk = System.getProperty("java.home");
        for (int i = 0; i + 1 < options.size(); i += 2) {
            String value = options.get(i + 1);
            switch (options.get(i)) {
                case "--runs" -> runs = Integer.parseInt(value);
                case "--latency" -> latency = Integer.parseInt(value);
                case "--jdk" -> jdk = value;
                default -> throw new InvalidArgumentsException("Unknown option " + options.get(i));
            }
        }
        try (SlowKms kms = new SlowKms()) {
            kms.answerAfter(latency);
            System.out.println(new StartResults(measure(runs, new FreshJvm(jdk, DIRECTORY, kms.environment()))));
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
