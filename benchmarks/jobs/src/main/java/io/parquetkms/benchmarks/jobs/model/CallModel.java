package io.parquetkms.benchmarks.jobs.model;

import java.time.Duration;
import java.util.function.LongToDoubleFunction;

/**
 * How many requests to KMS a job makes. For K keys, E executors and F files with C encrypted columns, where nothing expires and
 * files are many:
 *
 * <pre>
 *                  write                      read
 * STOCK_DOUBLE     E·K Encrypt                E·E·K Decrypt
 * STOCK_SINGLE     F·(1+C) Encrypt            F·(1+C)+1 Decrypt; the one is the look at the schema
 * NO_PLUGIN, OFF   E·K GenerateDataKey        E·E·K Decrypt
 * WRAPPED          K GenerateDataKey,         E·K Decrypt
 *                  E·K Decrypt
 * KEYS             K GenerateDataKey          K Decrypt
 * </pre>
 *
 * <p>Beyond that it counts key encryption keys (KEKs): those that an append leaves in its files, and those that an executor can
 * expect to meet in its share of the files. Files are read in random order, which is the worst for caches.
 */
public final class CallModel {

    private final Job job;
    private final Limits limits;

    public CallModel(Job job, Limits limits) {
        this.job = job;
        this.limits = limits;
    }

    /** Of one application that writes. */
    public Calls write(Way way) {
        return switch (way) {
            case STOCK_DOUBLE -> Calls.encrypt(sum(deks -> keks(way, deks)));
            case STOCK_SINGLE -> Calls.encrypt(job.files() * (1.0 + job.columns()));
            case NO_PLUGIN, OFF, KEYS -> Calls.generateDataKey(sum(deks -> keks(way, deks)));
            case WRAPPED ->
                Calls.generateDataKey(sum(deks -> keks(way, deks))).plus(Calls.decrypt(sum(this::borrowed)));
        };
    }

    /** Of one application that reads. */
    public Calls read(Way way) {
        return Calls.decrypt(
                switch (way) {
                    case STOCK_DOUBLE, NO_PLUGIN, OFF, WRAPPED -> askedByExecutors(way);
                    case STOCK_SINGLE -> opened() * (1 + job.columns()) + 1;
                    case KEYS -> askedByDriver();
                });
    }

    /** Of all applications. */
    public Calls all(Way way) {
        return write(way).times(job.appends()).plus(read(way).times(job.reads()));
    }

    private double sum(LongToDoubleFunction ofKey) {
        return job.deks().stream().mapToDouble(ofKey::applyAsDouble).sum();
    }

    /** How many KEKs of one key an append leaves in its files. */
    double keks(Way way, long deks) {
        long windows = windows(way);
        return switch (way) {
            case STOCK_DOUBLE -> writers() * windows;
            case STOCK_SINGLE -> 0;
            case NO_PLUGIN, OFF -> writers() * windows * Job.ceil(deks, writers() * windows * limits.maxDeks());
            case WRAPPED, KEYS -> windows * Job.ceil(writers() * loans(deks, windows), limits.loans());
        };
    }

    /** How many of the driver's KEKs of one key all executors together get to write with. */
    private double borrowed(long deks) {
        long windows = windows(Way.WRAPPED);
        double inOneWindow = keks(Way.WRAPPED, deks) / windows;
        return writers() * windows * Math.min(inOneWindow, loans(deks, windows));
    }

    /** How often an executor borrows data keys of one key, between two times that it has to forget them. */
    private long loans(long deks, long windows) {
        return Job.ceil(Job.ceil(deks, writers() * windows), limits.deksLent());
    }

    private long writers() {
        return job.writing().atWork(job.files());
    }

    private long windows(Way way) {
        return job.writing().lifetimes(lifetime(way), job.files() / writers());
    }

    private Duration lifetime(Way way) {
        return way == Way.STOCK_DOUBLE ? limits.stockLifetime() : limits.maxAge();
    }

    private long readers() {
        return job.reading().atWork(job.filesToRead());
    }

    /** How often files are opened, over all executors. */
    private double opened() {
        return (double) job.filesToRead()
                * (job.reading().readsAllOnEach() ? job.reading().executors() : 1);
    }

    private long readWindows(Way way) {
        return job.reading().lifetimes(lifetime(way), (long) (opened() / readers()));
    }

    /** KEKs that executors don't have when they need them, whoever they then ask. */
    private double askedByExecutors(Way way) {
        long windows = readWindows(way);
        double share = 1.0 / windows / (job.reading().readsAllOnEach() ? 1 : readers());
        double met = met(way, share);
        double lookups = opened() / readers() / windows * job.keys();
        long room = way == Way.STOCK_DOUBLE ? Long.MAX_VALUE : limits.maxKeks();
        return readers() * windows * fetches(met, lookups, room);
    }

    private double askedByDriver() {
        long windows = readWindows(Way.KEYS);
        double met = met(Way.KEYS, 1.0 / windows);
        return windows * fetches(met, askedByExecutors(Way.KEYS) / windows, limits.maxKeks());
    }

    /** How many different KEKs stand in a random share of the files. */
    private double met(Way way, double share) {
        return sum(deks -> {
            double keks = job.span() * keks(way, deks);
            return keks * (1 - missed(job.filesToRead(), keks, share));
        });
    }

    /**
     * The probability that a KEK, which stands in an even part of the files, stands in none of a random share of them. There are
     * two ways to look at it, both of them a bit too high: each of its files is outside the share; each file of the share is
     * another's.
     */
    private static double missed(double files, double keks, double share) {
        return Math.min(Math.pow(1 - share, files / keks), Math.pow(1 - 1 / keks, files * share));
    }

    /**
     * How often a cache has to fetch. It fetches each key once; of a random order of more keys than it has room for, it keeps the
     * part that fits.
     */
    static double fetches(double keys, double lookups, long room) {
        double again = Math.max(0, lookups - keys);
        return keys + again * Math.max(0, 1 - room / keys);
    }
}
