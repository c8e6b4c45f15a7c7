package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.Arguments;
import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the model was asked.
 *
 * @param csv file to write
 * @param svg directory for the README's plots
 * @param publish root of the project, whose documents are to show what the model says now
 */
record ModelOptions(List<Scenario> scenarios, Kms kms, Optional<Path> csv, Optional<Path> svg, Optional<Path> publish) {

    static final String USAGE = """
            How many KMS calls jobs make, what these cost, and how long tasks wait for them.
            Without options: the jobs in the README. A job of your own, by any of:
              --executors 10,100     of each application; a list makes one table for each (default 100)
              --readers 100          of an application that reads, where it has other than --executors
              --cores 4              tasks that an executor runs at once
              --columns 10,100       encrypted columns in each file, all of which are read
              --keys 4               KMS keys, the footer's among them
              --files 8000           that one application writes
              --hours 1              that one application takes, to write and to read; or a time like 30m
              --appends 1            applications that write, one after the other (hourly for a year: 8760)
              --reads 1              applications that read
              --span 1               of how many appends each of them reads the files (default: all)
            What it runs on:
              --quota 10000          KMS requests a second that the account may make
              --latency 5ms,20ms     of a KMS request
              --ramp 10s             in how much time the tasks that can run at once have started
              --lifetime 600s        parquet.encryption.cache.lifetime.seconds, which stock key tools use
              --max-age 24h          parquet.kms.kek.max.age
              --max-keks 50000       parquet.kms.cache.max.keks
            Where it goes, besides the terminal:
              --csv <file>           the same, with more digits
              --svg <directory>      the README's plots
              --publish <directory>  the project whose README and plots are to be brought up to date
            """;

    private static final List<String> OF_A_JOB = List.of(
            "--executors",
            "--readers",
            "--cores",
            "--columns",
            "--keys",
            "--files",
            "--hours",
            "--appends",
            "--reads",
            "--span",
            "--lifetime",
            "--max-age",
            "--max-keks");
    private static final List<String> OTHERS = List.of("--quota", "--latency", "--ramp", "--csv", "--svg", "--publish");
    private static final int MANY = 1_000_000_000;

    static ModelOptions parse(List<String> arguments) {
        Set<String> known = new LinkedHashSet<>(OF_A_JOB);
        known.addAll(OTHERS);
        Arguments given = Arguments.parse(arguments, known);
        try {
            return new ModelOptions(
                    OF_A_JOB.stream().anyMatch(given::has) ? scenarios(given) : Scenario.defaults(),
                    kms(given),
                    given.path("--csv"),
                    given.path("--svg"),
                    given.path("--publish"));
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentsException(e.getMessage());
        }
    }

    private static Kms kms(Arguments given) {
        return new Kms(
                given.number("--quota", (int) Kms.DEFAULT.quota(), 1, MANY),
                given.durations("--latency", Kms.DEFAULT.latencies()),
                given.duration("--ramp", Kms.DEFAULT.ramp()));
    }

    private static List<Scenario> scenarios(Arguments given) {
        Limits limits = new Limits(
                given.duration("--lifetime", Limits.DEFAULT.stockLifetime()),
                given.duration("--max-age", Limits.DEFAULT.maxAge()),
                Limits.DEFAULT.maxDeks(),
                given.number("--max-keks", (int) Limits.DEFAULT.maxKeks(), 1, MANY));
        List<Scenario> scenarios = new ArrayList<>();
        for (int executors : given.numbers("--executors", List.of(100), 1, 1_000_000)) {
            for (int columns : given.numbers("--columns", List.of(10), 0, 1_000_000)) {
                String name = "%,d executors, %,d columns".formatted(executors, columns);
                scenarios.add(new Scenario(name, job(given, executors, columns), limits));
            }
        }
        return scenarios;
    }

    private static Job job(Arguments given, int executors, int columns) {
        Duration time = given.text("--hours", "1").matches("\\d+")
                ? Duration.ofHours(given.number("--hours", 1, 1, 1_000_000))
                : given.duration("--hours", Duration.ofHours(1));
        int cores = given.number("--cores", 4, 1, 10_000);
        int appends = given.number("--appends", 1, 1, MANY);
        int readers = given.number("--readers", executors, 1, 1_000_000);
        return new Job(
                given.number("--keys", 4, 1, 100_000),
                columns,
                given.number("--files", 8_000, 1, MANY),
                new Job.Application(executors, cores, time, false),
                appends,
                new Job.Application(readers, cores, time, false),
                given.number("--span", appends, 1, MANY),
                given.number("--reads", 1, 0, MANY));
    }
}
