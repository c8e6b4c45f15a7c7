package io.parquetkms.benchmarks.jobs.memory;

import io.parquetkms.benchmarks.jobs.Arguments;
import io.parquetkms.benchmarks.jobs.Benchmark;
import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.measuring.FreshJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Measures what a key encryption key takes in memory, and weighs the bundle. */
public final class MemoryBenchmark implements Benchmark {

    public MemoryBenchmark() {}

    @Override
    public String usage() {
        return """
                Measures what a key encryption key takes in memory, and weighs the bundle.
                  --keys 5000   in the keyring that is measured
                """;
    }

    @Override
    public List<String> brief() {
        return List.of("--keys", "100");
    }

    @Override
    public void run(List<String> options, PrintStream out) throws IOException, InterruptedException {
        int keys = Arguments.parse(options, List.of("--keys")).number("--keys", 5_000, 1, 1_000_000);
        out.println("bytes of heap for each key encryption key, of " + keys);
        Path directory = Path.of("target", "jobs", "memory").toAbsolutePath();
        try (SlowKms kms = new SlowKms()) {
            kms.addKeys(keys);
            new FreshJvm(System.getProperty("java.home"), directory, kms.environment())
                    .run(FootprintJob.class, System.getProperty("bundle.jar"), String.valueOf(keys))
                    .forEach(out::println);
        }
        out.print(Bundle.read(Path.of(System.getProperty("bundle.jar"))).markdown());
    }
}
