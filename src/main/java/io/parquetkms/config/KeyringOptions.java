package io.parquetkms.config;

import java.time.Duration;

/**
 * How long and how far keys are used.
 *
 * @param maxAge how long a KEK is used after KMS gave it
 * @param grace how much longer while KMS is unavailable or throttling
 * @param maxDeks how many DEKs one KEK wraps
 * @param maxKeks how many KEKs are kept for reading, and as many for writing
 * @param deniedTtl how long a denial is remembered
 */
public record KeyringOptions(Duration maxAge, Duration grace, long maxDeks, int maxKeks, Duration deniedTtl) {

    /** NIST SP 800-38D, section 8.3: the most invocations of AES-GCM with random nonces under one key. */
    public static final long NIST_MAX_DEKS = 1L << 32;

    static KeyringOptions read(Values values) {
        return new KeyringOptions(
                values.duration(KmsProperties.KEK_MAX_AGE, Duration.ofSeconds(1)),
                values.duration(KmsProperties.KEK_GRACE, Duration.ZERO),
                values.number(KmsProperties.KEK_MAX_DEKS, 1, NIST_MAX_DEKS),
                (int) values.number(KmsProperties.CACHE_MAX_KEKS, 1, 10_000_000),
                values.duration(KmsProperties.DENIED_TTL, Duration.ZERO));
    }
}
