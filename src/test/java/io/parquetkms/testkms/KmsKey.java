package io.parquetkms.testkms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One KMS key in one account and Region. Thread-safe. */
final class KmsKey {

    private final KeyArn arn;
    private final KeyMaterial material;
    private final @Nullable String primaryRegion;
    private final String description;
    private final Instant created = Instant.now();
    private final KeyLog log = new KeyLog();
    private KeyState state;
    private @Nullable Instant deletion;

    private KmsKey(
            KeyArn arn, KeyMaterial material, @Nullable String primaryRegion, String description, KeyState state) {
        this.arn = arn;
        this.material = material;
        this.primaryRegion = primaryRegion;
        this.description = description;
        this.state = state;
    }

    static KmsKey fresh(String account, String region, boolean multiRegion, String description, KeyState state) {
        KeyArn arn = new KeyArn(region, account, KeyArn.freshId(multiRegion));
        return new KmsKey(arn, new KeyMaterial(arn.id()), multiRegion ? region : null, description, state);
    }

    KmsKey replicaIn(String region) {
        if (primaryRegion == null) {
            throw KmsError.unsupported(arn + " is not a multi-Region key.");
        }
        state().requireUsable(arn.toString());
        return new KmsKey(arn.inRegion(region), material, primaryRegion, description, KeyState.ENABLED);
    }

    KeyArn arn() {
        return arn;
    }

    KeyLog log() {
        return log;
    }

    KeyMaterial material() {
        return material;
    }

    /** The Region of a multi-Region key's primary; null for a single-Region key. */
    @Nullable
    String primaryRegion() {
        return primaryRegion;
    }

    String description() {
        return description;
    }

    Instant created() {
        return created;
    }

    synchronized KeyState state() {
        return state;
    }

    /** When the key will be deleted; null unless its deletion is pending. Nothing here deletes it then. */
    synchronized @Nullable Instant deletion() {
        return deletion;
    }

    /** Sets any state, for tests. */
    synchronized void force(KeyState next) {
        state = next;
        deletion = next == KeyState.PENDING_DELETION ? Instant.now().plus(Duration.ofDays(30)) : null;
    }

    synchronized void enable(boolean enabled) {
        state.requireChangeable(arn.toString());
        force(enabled ? KeyState.ENABLED : KeyState.DISABLED);
    }

    synchronized Instant scheduleDeletion(Duration window) {
        if (state == KeyState.PENDING_DELETION) {
            state.requireChangeable(arn.toString());
        }
        force(KeyState.PENDING_DELETION);
        Instant at = Instant.now().plus(window);
        deletion = at;
        return at;
    }

    /** Leaves the key disabled, as AWS does. */
    synchronized void cancelDeletion() {
        if (state != KeyState.PENDING_DELETION) {
            throw KmsError.invalidState(arn + " is not pending deletion.");
        }
        force(KeyState.DISABLED);
    }

    void rotate() {
        if (primaryRegion != null && !primaryRegion.equals(arn.region())) {
            throw KmsError.unsupported("You cannot rotate a replica key: rotate its primary key.");
        }
        state().requireUsable(arn.toString());
        material.rotate();
        log.rotated(arn);
    }
}
