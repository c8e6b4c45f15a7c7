package io.parquetkms.benchmarks.jobs.model;

import java.time.Duration;

/**
 * What bounds the use of one key encryption key.
 *
 * @param stockLifetime Parquet's {@code parquet.encryption.cache.lifetime.seconds}, which only stock key tools use
 * @param maxAge {@code parquet.kms.kek.max.age}
 * @param maxDeks {@code parquet.kms.kek.max.deks}
 * @param maxKeks {@code parquet.kms.cache.max.keks}; stock key tools keep all until the lifetime is over
 */
public record Limits(Duration stockLifetime, Duration maxAge, long maxDeks, long maxKeks) {

    /** What they are unless they are set. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(600), Duration.ofHours(24), 1L << 24, 50_000);

    /** The driver lends the data keys that a KEK may wrap in so many parts: {@code KeyBroker.PARTS}. */
    private static final long PARTS = 4_096;

    public Limits {
        if (stockLifetime.toMillis() < 1 || maxAge.toMillis() < 1 || maxDeks < 1 || maxKeks < 1) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }

    /** How many data keys an executor may wrap before it asks the driver for more. */
    long deksLent() {
        return Math.max(1, maxDeks / PARTS);
    }

    /** How often a KEK can be lent. */
    long loans() {
        return maxDeks / deksLent();
    }
}
