package io.parquetkms.kms;

/**
 * What a service tells of a KMS key.
 *
 * @param keyId the full identifier (an AWS key ARN)
 * @param state in the service's words, e.g. {@code Enabled}, {@code PendingDeletion}
 * @param usable whether it wraps and unwraps in that state
 * @param multiRegion whether the same key may exist in other Regions
 */
public record KeyDescription(String keyId, String state, boolean usable, boolean multiRegion) {}
