package io.parquetkms.spark.report;

import java.time.Instant;

/**
 * A request that the KMS refused.
 *
 * @param operation as the KMS calls it
 * @param keyId the KMS key, as far as it is known
 * @param message for people, without secrets
 */
public record Denial(Instant when, String operation, String keyId, String message) {}
