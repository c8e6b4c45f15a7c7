package io.parquetkms.benchmarks.jobs.model;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** A job that is described on the command line, and the limits that it runs under. */
final class JobOptions {

    @Option(names = "--executors", split = ",", description = "of each application; of several, each has a table (100)")
    List<Integer> executors = List.of(100);

    @Option(names = "--readers", description = "executors of an application that reads (as many as write)")
    Integer readers;

    @Option(names = "--columns", description = "encrypted columns in each file, all of which are read (10)")
    int columns = 10;

    @Option(names = "--keys", description = "KMS keys, the footer's among them (4)")
    int keys = 4;

    @Option(names = "--files", description = "that one application writes (8000)")
    long files = 8_000;

    @Option(names = "--minutes", description = "that one application takes, to write and to read (60)")
    int minutes = 60;

    @Option(
            names = "--appends",
            description = "applications that write, one after the other; hourly for a year: 8760 (1)")
    long appends = 1;

    @Option(names = "--reads", description = "applications that read (1)")
    long reads = 1;

    @Option(names = "--span", description = "of how many appends each of them reads the files (all)")
    Long span;

    @Option(names = "--lifetime", description = "parquet.encryption.cache.lifetime.seconds, of stock key tools (600)")
    long lifetime = Limits.DEFAULT.stockLifetime().toSeconds();

    @Option(names = "--max-age", description = "hours of parquet.kms.kek.max.age (24)")
    long maxAge = Limits.DEFAULT.maxAge().toHours();

    @Option(names = "--max-keks", description = "parquet.kms.cache.max.keks (50000)")
    long maxKeks = Limits.DEFAULT.maxKeks();

    /** @throws IllegalArgumentException if no job can be like that */
    List<Scenario> scenarios() {
        Limits limits =
                new Limits(Duration.ofSeconds(lifetime), Duration.ofHours(maxAge), Limits.DEFAULT.maxDeks(), maxKeks);
        return executors.stream()
                .map(number ->
                        new Scenario("%,d executors, %,d columns".formatted(number, columns), job(number), limits))
                .toList();
    }

    private Job job(int number) {
        return new Job(
                keys,
                columns,
                files,
                application(number),
                appends,
                application(readers == null ? number : readers),
                span == null ? appends : span,
                reads);
    }

    private Job.Application application(int number) {
        return new Job.Application(number, Duration.ofMinutes(minutes), false);
    }
}
