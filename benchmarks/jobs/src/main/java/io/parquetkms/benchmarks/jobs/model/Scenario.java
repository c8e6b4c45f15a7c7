package io.parquetkms.benchmarks.jobs.model;

import java.time.Duration;
import java.util.List;

/** A job with a name, and the limits it runs under. */
record Scenario(String name, Job job, Limits limits) {

    private static final long HOURS_OF_YEAR = 8_760;

    /** The ones in the README. A file has 128 MB, which Spark reads in one task. */
    static List<Scenario> defaults() {
        Job year = hourly(100, HOURS_OF_YEAR, 1);
        Limits narrow =
                new Limits(Limits.DEFAULT.stockLifetime(), Limits.DEFAULT.maxAge(), Limits.DEFAULT.maxDeks(), 10_000);
        return List.of(
                scenario("1 TB, 100 executors", once(10, 8_000, 100, Duration.ofMinutes(30))),
                scenario("1 PB, 10,000 executors", petabyte(10_000)),
                scenario("a year of hourly appends, the last 30 days read every day", hourly(100, 720, 365)),
                scenario("the same appends, the whole year read once", year),
                new Scenario("the same with parquet.kms.cache.max.keks=" + narrow.maxKeks(), year, narrow));
    }

    private static Scenario scenario(String name, Job job) {
        return new Scenario(name, job, Limits.DEFAULT);
    }

    private static Job once(int columns, long files, int executors, Duration time) {
        Job.Application application = new Job.Application(executors, time, false);
        return new Job(4, columns, files, application, 1, application, 1, 1);
    }

    /** 128 GB an hour, written in ten minutes; each read takes an hour. */
    static Job hourly(int executors, long span, long reads) {
        return new Job(
                4,
                10,
                1_000,
                new Job.Application(executors, Duration.ofMinutes(10), false),
                HOURS_OF_YEAR,
                new Job.Application(executors, Duration.ofHours(1), false),
                span,
                reads);
    }

    /** The petabyte job on so many executors. */
    static Job petabyte(int executors) {
        return once(100, 8_000_000, executors, Duration.ofHours(2));
    }
}
