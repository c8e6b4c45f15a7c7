package io.parquetkms.material;

import io.parquetkms.kms.WrappedKey;
import org.jspecify.annotations.Nullable;

/**
 * Key material as it stands in a file, of parquet-java, PyArrow or this library, double or single wrapped; and the same with its key
 * wrapped by another KMS key. Immutable.
 *
 * <table>
 *   <caption>What the KMS key wraps, in base64</caption>
 *   <tr><th>{@code doubleWrapping}</th><th>field</th><th>holds</th></tr>
 *   <tr><td>true</td><td>{@code wrappedKEK}</td><td>the KEK; {@code wrappedDEK}, under the KEK, stays</td></tr>
 *   <tr><td>false</td><td>{@code wrappedDEK}</td><td>the data key itself</td></tr>
 * </table>
 */
public final class KeyMaterial {

    private static final String KMS_KEY = "masterKeyID";

    private final byte[] json;
    private final boolean footer;
    private final WrappedKey wrapped;
    private final @Nullable String kekId;

    private KeyMaterial(byte[] json, boolean footer, WrappedKey wrapped, @Nullable String kekId) {
        this.json = json;
        this.footer = footer;
        this.wrapped = wrapped;
        this.kekId = kekId;
    }

    /**
     * Reads it.
     *
     * @param json key metadata of a file: untrusted
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, stored outside the file, or malformed
     */
    public static KeyMaterial read(byte[] json) {
        JsonFields fields = JsonFields.parse(json);
        KeyMaterialReader.checkKind(fields);
        boolean doubleWrapping = fields.flag("doubleWrapping");
        WrappedKey wrapped = new WrappedKey(
                fields.text(KMS_KEY, KeyMaterialReader.MAX_KEY_ID),
                fields.text(wrappedField(doubleWrapping), KeyMaterialReader.MAX_WRAPPED_KEK));
        String kekId = doubleWrapping ? fields.text("keyEncryptionKeyID", KeyMaterialReader.MAX_KEK_ID) : null;
        if (kekId != null) {
            KeyMaterialReader.checkBase64(kekId, "keyEncryptionKeyID");
            KeyMaterialReader.checkBase64(fields.text("wrappedDEK", DoubleWrapped.MAX_WRAPPED_DEK), "wrappedDEK");
        }
        return new KeyMaterial(json, fields.flag("isFooterKey"), wrapped, kekId);
    }

    private static String wrappedField(boolean doubleWrapping) {
        return doubleWrapping ? "wrappedKEK" : "wrappedDEK";
    }

    /** Whether it says that it is of the footer's key. */
    public boolean isFooter() {
        return footer;
    }

    /** Whether the KMS key wraps a KEK, and that the data key; else the KMS key wraps the data key itself. */
    public boolean isDoubleWrapped() {
        return kekId != null;
    }

    /** What the KMS key wraps, and that key in the words of whoever wrote this. */
    public WrappedKey wrapped() {
        return wrapped;
    }

    /** The KEK's id, in base64; null: single wrapped. */
    public @Nullable String kekId() {
        return kekId;
    }

    /**
     * The JSON with the same key wrapped by another KMS key. All other fields stay as they are. It has the same length: white space
     * behind its first brace makes up for a shorter text, and gives way to a longer one. Where there is too little of that, it is longer.
     *
     * @param by what the KMS made of {@link #wrapped}
     */
    public byte[] rewrapped(WrappedKey by) {
        byte[] changed = replaced(json, KMS_KEY, by.keyId());
        changed = replaced(changed, wrappedField(isDoubleWrapped()), by.ciphertext());
        return JsonPadding.fitted(changed, json.length);
    }

    private static byte[] replaced(byte[] json, String field, String text) {
        return JsonValue.of(json, field).replaced(json, text);
    }

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "KeyMaterial[" + (footer ? "footer" : "column") + ", " + wrapped + "]";
    }
}
