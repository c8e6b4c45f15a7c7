package io.parquetkms.benchmarks.jobs.memory;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.measuring.FreshJvm;
import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures what a key encryption key takes in memory, and weighs the bundle. */
public final class MemoryBenchmark {

    private MemoryBenchmark() {}

    /** Option: {@code --keys <n>}, in the keyring that is measured; 5000 without it. */
    public static void run(List<String> options) throws IOException, InterruptedException {
        int keys = 5_000;
        if (!options.isEmpty()) {
            if (options.size() != 2 || !options.get(0).equals("--keys")) {
                throw new InvalidArgumentsException("Invalid options " + options + ": there is --keys <n>");
            }
            keys = Integer.parseInt(options.get(1));
        }
        System.out.println("bytes of heap for each key encryption key, of " + keys);
        Path directory = Path.of("target", "jobs", "memory").toAbsolutePath();
        try (SlowKms kms = new SlowKms()) {
            kms.addKeys(keys);
            new FreshJvm(System.getProperty("java.home"), directory, kms.environment())
                    .run(FootprintJob.class, System.getProperty("bundle.jar"), String.valueOf(keys))
                    .forEach(System.out::println);
        }
        System.out.println(Bundle.read(Path.of(System.getProperty("bundle.jar"))));
    }
}
