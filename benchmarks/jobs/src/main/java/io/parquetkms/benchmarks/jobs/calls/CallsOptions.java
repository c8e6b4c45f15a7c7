package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.Arguments;
import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.model.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be counted.
 *
 * @param executors numbers of executors, one after the other
 * @param files that each executor writes in a step
 * @param lifetime of stock key tools' caches, in the long job only
 */
record CallsOptions(
        List<Integer> executors,
        List<Way> modes,
        List<Case> cases,
        int columns,
        int keys,
        int files,
        Duration lifetime,
        Optional<Path> json) {

    static final String USAGE = """
            Runs Spark jobs on a cluster of processes, with stock key tools and with parquet-kms, and counts what they ask of a
            KMS. Takes some 20 s for each number of executors, mode and case; the long job twice that.
              --executors 1,2,4   JVMs, of 512 MB and one core each
              --modes <modes>     stock-double,stock-single,no-plugin,off,wrapped,keys (default: all)
              --cases <cases>     job (write, read, read again), appends (three applications write, one reads),
                                  long (a job that outlives Parquet's cache lifetime twice) (default: all)
              --columns 4         encrypted columns
              --keys 4            KMS keys, the footer's among them
              --files 4           that each executor writes in a step
              --lifetime 10s      parquet.encryption.cache.lifetime.seconds in the long job; it has to be longer than a step
                                  takes, or there are more calls than the model says: 30s or more on a busy machine
              --json <file>       the counts, for other programs
            """;

    private static final List<String> OPTIONS =
            List.of("--executors", "--modes", "--cases", "--columns", "--keys", "--files", "--lifetime", "--json");

    /** What a job does. */
    enum Case {
        JOB,
        APPENDS,
        LONG
    }

    static CallsOptions parse(List<String> arguments) {
        Map<String, Way> modes = new LinkedHashMap<>();
        Stream.of(Way.values()).forEach(way -> modes.put(way.option(), way));
        Arguments given = Arguments.parse(arguments, OPTIONS);
        return new CallsOptions(
                given.numbers("--executors", List.of(1, 2, 4), 1, 64),
                given.choices("--modes", List.of(Way.values()), modes),
                given.constants("--cases", Case.values()),
                given.number("--columns", 4, 1, 1_000),
                given.number("--keys", 4, 2, 1_000),
                given.number("--files", 4, 1, 1_000),
                given.duration("--lifetime", Duration.ofSeconds(10)),
                given.path("--json"));
    }

    CallsOptions {
        if (columns < keys - 1) {
            throw new InvalidArgumentsException(
                    "One of %d keys is the footer's; %d columns leave others without one".formatted(keys, columns));
        }
        if (lifetime.toSeconds() < 1) {
            throw new InvalidArgumentsException("Invalid --lifetime: Parquet counts it in whole seconds");
        }
    }

    WideTable table() {
        return new WideTable(columns, keys - 1);
    }
}
