package io.parquetkms.spark;

import java.time.Instant;

/**
 * A request that the KMS refused.
 *
 * @param operation as the KMS calls it
 * @param keyId the master key, as far as it is known
 * @param message for people, without secrets
 */
record Denial(Instant when, String operation, String keyId, String message) {}
