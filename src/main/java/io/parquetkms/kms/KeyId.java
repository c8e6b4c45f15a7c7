package io.parquetkms.kms;

import io.parquetkms.config.Printable;

/**
 * A KMS key that this configuration lets us use. Only the trust check makes one ({@link KmsKeys}): what stands in a file, comes
 * over a wire or is answered by a KMS is a {@code String} until then.
 */
public final class KeyId {

    private final String value;
    private final boolean repointable;

    KeyId(String value) {
        this(value, false);
    }

    private KeyId(String value, boolean repointable) {
        this.value = value;
        this.repointable = repointable;
    }

    /** The key, in a form its provider knows: on AWS a key ARN, alias ARN, alias or key id. */
    public String value() {
        return value;
    }

    /**
     * The same key, where it is known by a name of the settings alone: what was wrapped under that name may have been wrapped by
     * what the name stood for then. As with an alias, the key that answers is judged.
     */
    public KeyId repointable() {
        return repointable ? this : new KeyId(value, true);
    }

    /** Whether what was wrapped may have been wrapped by another key, which a KMS then unwraps with if the ciphertext says so. */
    public boolean isRepointable() {
        return repointable;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyId that && value.equals(that.value) && repointable == that.repointable;
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** For messages and logs: a keystore's key may have any name. */
    @Override
    public String toString() {
        return Printable.line(value);
    }
}
