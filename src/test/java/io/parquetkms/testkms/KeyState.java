package io.parquetkms.testkms;

/** A KMS key's state, as {@code DescribeKey} tells it. */
public enum KeyState {
    ENABLED("Enabled", "is enabled"),
    DISABLED("Disabled", "is disabled"),
    PENDING_DELETION("PendingDeletion", "is pending deletion"),
    PENDING_IMPORT("PendingImport", "is pending import"),
    UNAVAILABLE("Unavailable", "is unavailable");

    private final String wireName;
    private final String phrase;

    KeyState(String wireName, String phrase) {
        this.wireName = wireName;
        this.phrase = phrase;
    }

    /** The name on the wire, as {@code PendingDeletion}. */
    public String wireName() {
        return wireName;
    }

    /** Throws what AWS answers to a use of a key in this state. */
    void requireUsable(String keyArn) {
        if (this == DISABLED) {
            throw new KmsError("DisabledException", keyArn + " is disabled.");
        }
        if (this != ENABLED) {
            throw KmsError.invalidState(keyArn + " " + phrase + ".");
        }
    }

    /** Throws what AWS answers to a change that a key in this state can't take. */
    void requireChangeable(String keyArn) {
        if (this != ENABLED && this != DISABLED) {
            throw KmsError.invalidState(keyArn + " " + phrase + ".");
        }
    }
}
