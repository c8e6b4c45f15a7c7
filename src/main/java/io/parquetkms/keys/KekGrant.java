package io.parquetkms.keys;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A KEK that one keyring gives another, with the limits that go with it: lifetimes and counts don't add up.
 *
 * @param id base64 of the random id that stands in files beside the KEK
 * @param wrapped its wrapped form, under the KMS key that answered
 * @param plaintext the KEK itself, owned by the receiver; null where the receiver is to unwrap it
 * @param left how long it may be used before it is asked for again
 * @param end how long it may be used at most, while the KMS is unavailable or throttling
 * @param deks how many DEKs the receiver may wrap with it
 * @param requestId of the KMS request that it came from
 * @param keyMaterialId of the KMS key, which wraps it; empty where that is not known
 */
public record KekGrant(
        String id,
        WrappedKey wrapped,
        @Nullable KeyBytes plaintext,
        Duration left,
        Duration end,
        long deks,
        String requestId,
        String keyMaterialId) {

    /** With the KEK itself, and the KMS key that unwrapped it here. */
    KekGrant unwrapped(DataKey key) {
        return new KekGrant(id, key.wrapped(), key.plaintext(), left, end, deks, requestId, keyMaterialId);
    }
}
