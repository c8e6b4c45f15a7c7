package io.parquetkms.kms;

import io.parquetkms.config.Printable;

/**
 * A KMS key that this configuration lets us use. Only the trust check makes one ({@link KmsKeys}): what stands in a file, comes
 * over a wire or is answered by a KMS is a {@code String} until then.
 */
public final class KeyId {

    private final String value;

    KeyId(String value) {
        this.value = value;
    }

    /** The key, in a form its provider knows: on AWS a key ARN, alias ARN, alias or key id. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyId that && value.equals(that.value);
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
