package io.parquetkms.spark.ui;

import java.time.Duration;

/**
 * A KMS key with keys under it in memory.
 *
 * @param name what the configuration calls it; may be empty
 * @param keyId ARN of the KMS key, or its name in a keystore
 * @param use {@code write} or {@code read}
 * @param keks key encryption keys under it, over all processes
 * @param age how long ago the KMS gave the oldest of them
 * @param left until KMS is asked for the first of them again; negative where it could not be asked since
 */
public record KeyRow(String name, String keyId, String use, long keks, Duration age, Duration left) {

    /** The share of the oldest key's time that is left, from 0 to 1. */
    double remaining() {
        double all = age.toMillis() + (double) left.toMillis();
        return all <= 0 || left.isNegative() ? 0 : left.toMillis() / all;
    }
}
