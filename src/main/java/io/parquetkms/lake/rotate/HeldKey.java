package io.parquetkms.lake.rotate;

import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.KeyMaterial;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A key that a file holds, as its key material says. Immutable: nobody changes the array. */
final class HeldKey {

    private final byte[] json;
    private final KeyMaterial material;

    private HeldKey(byte[] json, KeyMaterial material) {
        this.json = json;
        this.material = material;
    }

    /** Reads what a file says of one; null: nothing. */
    static HeldKey read(byte @Nullable [] json) throws IOException {
        if (json == null) {
            throw new RefusedFileException(
                    "It doesn't say which key wraps its own: a program brought the keys itself, and has to change them");
        }
        KeyMaterial material = KeyMaterial.read(json);
        if (material.reference() != null) {
            throw new RefusedFileException(
                    "Its key material stands in a file of its own beside it (_KEY_MATERIAL_FOR_…json):"
                            + " rotate it by parquet-java's KeyToolkit.rotateMasterKeys, which handles no other material");
        }
        return new HeldKey(json, material);
    }

    /** The key material. */
    byte[] json() {
        return json;
    }

    /** The KMS key, as the file's writer named it. */
    String kmsKey() {
        return material.wrapped().keyId();
    }

    /** The KEK, or the data key where there is none. */
    String wrapped() {
        return material.wrapped().ciphertext();
    }

    /** Whether there is no KEK. */
    boolean isSingleWrapped() {
        return !material.isDoubleWrapped();
    }

    /** The key material with the key wrapped by another KMS key, of the same length where it fits. */
    byte[] under(String newKmsKey, String newlyWrapped) {
        return material.rewrapped(new WrappedKey(newKmsKey, newlyWrapped));
    }

    /** Doesn't show the key material. */
    @Override
    public String toString() {
        return material.toString();
    }
}
