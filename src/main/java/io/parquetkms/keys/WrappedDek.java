package io.parquetkms.keys;

import io.parquetkms.kms.WrappedKey;
import java.util.Base64;

/** A data key of a file as its key material has it, decoded. Immutable: nobody changes the arrays. */
final class WrappedDek {

    private final WrappedKey kek;
    private final byte[] kekId;
    private final byte[] bytes;

    private WrappedDek(WrappedKey kek, byte[] kekId, byte[] bytes) {
        this.kek = kek;
        this.kekId = kekId;
        this.bytes = bytes;
    }

    /** @throws io.parquetkms.kms.InvalidKeyMaterialException if a field is not base64 */
    static WrappedDek of(KeyMaterial material) {
        return new WrappedDek(
                material.kek(),
                base64(material.kekId(), "keyEncryptionKeyID"),
                base64(material.sealedDek(), "wrappedDEK"));
    }

    private static byte[] base64(String text, String field) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw KeyMaterial.malformed("its field " + field + " is not base64", e);
        }
    }

    /** Another data key under the same KEK. */
    WrappedDek with(byte[] another) {
        return new WrappedDek(kek, kekId, another);
    }

    /** The key that wrapped it, itself wrapped. */
    WrappedKey kek() {
        return kek;
    }

    /** The additional authenticated data. */
    byte[] kekId() {
        return kekId;
    }

    /** Nonce, ciphertext, tag. */
    byte[] bytes() {
        return bytes;
    }
}
