package io.parquetkms.kms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a KMS remembers of a key.
 *
 * @param lastUse the last one that it remembers; none where there was none
 * @param usesSince from when on it has remembered uses; null where it doesn't say
 * @param created when the key was made; null where it isn't told
 * @param rotations as the KMS lists them
 * @param aliases that lead to it
 */
public record KeyHistory(
        Told<Use> lastUse,
        @Nullable Instant usesSince,
        @Nullable Instant created,
        Told<Rotation> rotations,
        Told<String> aliases) {

    /**
     * A successful request.
     *
     * @param requestId under which the KMS logged it
     */
    public record Use(String operation, Instant at, String requestId) {}

    /**
     * A rotation.
     *
     * @param kind in the KMS's words
     */
    public record Rotation(Instant at, String kind) {}
}
