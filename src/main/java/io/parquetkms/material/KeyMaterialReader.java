package io.parquetkms.material;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key material of files, strictly: what parquet-java, PyArrow or this library wrote, and nothing else. Remembers the
 * material of KEKs that it has seen, in a bounded number. Safe on any thread.
 */
public final class KeyMaterialReader {

    static final int MAX_KEY_ID = 2_048;
    static final int MAX_KEK_ID = 256;

    /** A KMS ciphertext has at most 6144 bytes. */
    static final int MAX_WRAPPED_KEK = 8_192;

    private static final int MAX_KNOWN = 1_000;

    /** Where to look, from the end: at bytes of the wrapped KEK, which no two KEKs share. */
    private static final int FINGERPRINT = 32;

    private final Cache<Long, DoubleWrapped> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    /**
     * Reads key material. Unknown fields are ignored, as parquet-java does.
     *
     * @param json key metadata of a file: untrusted
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, or malformed
     */
    public WrappedDek read(byte[] json) {
        Long fingerprint = fingerprint(json);
        DoubleWrapped before = known.getIfPresent(fingerprint);
        byte[] dek = before == null ? null : before.wrappedDekIn(json);
        return before == null || dek == null ? readFirst(json, fingerprint) : new WrappedDek(before, dek);
    }

    /** Remembers only what looks as we and parquet-java write it. */
    private WrappedDek readFirst(byte[] json, Long fingerprint) {
        WrappedDek dek = parse(json);
        if (dek.material().wrappedDekIn(json) != null) {
            known.put(fingerprint, dek.material());
        }
        return dek;
    }

    /** Tells the material of KEKs apart, by 8 bytes and the length; where it is known, all bytes are looked at. */
    private static Long fingerprint(byte[] json) {
        int at = json.length - FINGERPRINT;
        return json.length + (at < 0 ? 0 : 31 * ByteBuffer.wrap(json).getLong(at));
    }

    static WrappedDek parse(byte[] json) {
        JsonFields fields = JsonFields.parse(json);
        checkKind(fields);
        boolean footer = fields.flag("isFooterKey");
        String kmsKey = fields.text("masterKeyID", MAX_KEY_ID);
        if (!fields.flag("doubleWrapping")) {
            throw malformed(
                    "its data key is wrapped by KMS key " + kmsKey
                            + " directly (single wrapping), which this version of parquet-kms doesn't support",
                    null);
        }
        String instanceId = footer ? fields.text("kmsInstanceID", MAX_KEY_ID) : null;
        WrappedKey kek = new WrappedKey(kmsKey, fields.text("wrappedKEK", MAX_WRAPPED_KEK));
        String kekId = fields.text("keyEncryptionKeyID", MAX_KEK_ID);
        String dek = fields.text("wrappedDEK", DoubleWrapped.MAX_WRAPPED_DEK);
        checkBase64(kekId, "keyEncryptionKeyID");
        return new WrappedDek(new DoubleWrapped(instanceId, kek, kekId), checkBase64(dek, "wrappedDEK"));
    }

    static void checkType(JsonFields fields) {
        String type = fields.text("keyMaterialType", 64);
        if (!type.equals(DoubleWrapped.TYPE)) {
            throw malformed("its type is '" + type + "', not " + DoubleWrapped.TYPE, null);
        }
    }

    /** Ours, and in the file itself. */
    private static void checkKind(JsonFields fields) {
        checkType(fields);
        if (!fields.flag("internalStorage")) {
            throw malformed("it is stored outside the file, which this version of parquet-kms doesn't support", null);
        }
    }

    static byte[] checkBase64(String text, String field) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed("its field " + field + " is not base64", e);
        }
    }

    /** The failure of a file's key material. */
    public static ParquetCryptoRuntimeException malformed(String why, @Nullable Exception cause) {
        return KmsError.INVALID.exception("Cannot use the file's key material: " + why, cause);
    }
}
