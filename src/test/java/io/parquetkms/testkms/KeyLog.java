package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is remembered about a key beside its material: its policy, grants, rotations and last use. Thread-safe. */
final class KeyLog {

    /** Fewer than AWS gives, so that tests see a second page. */
    static final int PAGE = 2;

    private final List<ObjectNode> grants = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> rotations = new CopyOnWriteArrayList<>();
    private volatile @Nullable String policy;
    private volatile @Nullable ObjectNode lastUse;

    @Nullable
    String policy() {
        return policy;
    }

    void policy(String json) {
        policy = json;
    }

    List<ObjectNode> grants() {
        return List.copyOf(grants);
    }

    void grant(ObjectNode grant) {
        grants.add(grant);
    }

    List<ObjectNode> rotations() {
        return List.copyOf(rotations);
    }

    void rotated(KeyArn arn) {
        rotations.add(Call.object()
                .put("KeyId", arn.id())
                .put("RotationDate", KeyMetadata.seconds(Instant.now()))
                .put("RotationType", "ON_DEMAND"));
    }

    @Nullable
    ObjectNode lastUse() {
        return lastUse;
    }

    void used(Operation operation, String requestId) {
        lastUse = Call.object()
                .put("Operation", operation.wireName())
                .put("Timestamp", KeyMetadata.seconds(Instant.now()))
                .put("CloudTrailEventId", requestId)
                .put("KmsRequestId", requestId);
    }
}
