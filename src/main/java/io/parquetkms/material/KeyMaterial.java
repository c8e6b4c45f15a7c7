package io.parquetkms.material;

import io.parquetkms.kms.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Key material of all kinds that parquet-java, PyArrow or this library write, for those who look at it and ask for no key; and the same
 * with its key wrapped by another KMS key. {@link KeyMaterialReader} is for those who use it. Immutable.
 *
 * <table>
 *   <caption>What the KMS key wraps, in base64</caption>
 *   <tr><th>{@code doubleWrapping}</th><th>field</th><th>holds</th></tr>
 *   <tr><td>true</td><td>{@code wrappedKEK}</td><td>the KEK; {@code wrappedDEK}, under the KEK, stays</td></tr>
 *   <tr><td>false</td><td>{@code wrappedDEK}</td><td>the data key itself</td></tr>
 * </table>
 *
 * <p>In external key material ({@code internalStorage} is false) a file holds a reference, and a file beside it the material.
 */
public final class KeyMaterial {

    /** Material of one file with 1,000 columns has about 600,000 bytes. */
    public static final int MAX_EXTERNAL = 16 * 1024 * 1024;

    private static final String KMS_KEY = "masterKeyID";

    private final byte[] json;
    private final boolean footer;
    private final WrappedKey wrapped;
    private final @Nullable String kekId;
    private final @Nullable String reference;

    private KeyMaterial(
            byte[] json, boolean footer, WrappedKey wrapped, @Nullable String kekId, @Nullable String reference) {
        this.json = json;
        this.footer = footer;
        this.wrapped = wrapped;
        this.kekId = kekId;
        this.reference = reference;
    }

    /**
     * Reads it.
     *
     * @param json key metadata of a file: untrusted
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, or malformed
     */
    public static KeyMaterial read(byte[] json) {
        JsonFields fields = JsonFields.parse(json);
        KeyMaterialReader.checkType(fields);
        if (fields.flag("internalStorage")) {
            return read(json, fields);
        }
        String reference = fields.text("keyReference", KeyMaterialReader.MAX_KEY_ID);
        return new KeyMaterial(json, false, new WrappedKey("", ""), null, reference);
    }

    /**
     * Reads the material that stands outside a file.
     *
     * @param json of {@code _KEY_MATERIAL_FOR_<file>.json}: untrusted
     * @return by reference
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, or malformed
     */
    public static Map<String, KeyMaterial> readExternal(byte[] json) {
        Map<String, KeyMaterial> all = new HashMap<>();
        JsonFields.parse(json, MAX_EXTERNAL).texts().forEach((reference, text) -> {
            byte[] material = text.getBytes(StandardCharsets.UTF_8);
            JsonFields fields = JsonFields.parse(material);
            KeyMaterialReader.checkType(fields);
            all.put(reference, read(material, fields));
        });
        return all;
    }

    private static KeyMaterial read(byte[] json, JsonFields fields) {
        boolean doubleWrapping = fields.flag("doubleWrapping");
        WrappedKey wrapped = new WrappedKey(
                fields.text(KMS_KEY, KeyMaterialReader.MAX_KEY_ID),
                fields.text(wrappedField(doubleWrapping), KeyMaterialReader.MAX_WRAPPED_KEK));
        String kekId = doubleWrapping ? fields.text("keyEncryptionKeyID", KeyMaterialReader.MAX_KEK_ID) : null;
        if (kekId != null) {
            KeyMaterialReader.checkBase64(kekId, "keyEncryptionKeyID");
            KeyMaterialReader.checkBase64(fields.text("wrappedDEK", DoubleWrapped.MAX_WRAPPED_DEK), "wrappedDEK");
        }
        return new KeyMaterial(json, fields.flag("isFooterKey"), wrapped, kekId, null);
    }

    private static String wrappedField(boolean doubleWrapping) {
        return doubleWrapping ? "wrappedKEK" : "wrappedDEK";
    }

    /** What the material outside the file is called there; null: it stands here. */
    public @Nullable String reference() {
        return reference;
    }

    /** Whether it says that it is of the footer's key; a reference says nothing. */
    public boolean isFooter() {
        return footer;
    }

    /** Whether the KMS key wraps a KEK, and that the data key; else the KMS key wraps the data key itself. */
    public boolean isDoubleWrapped() {
        return kekId != null;
    }

    /** What the KMS key wraps, and that key in the words of whoever wrote this; of a reference, empty. */
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
     * @throws IllegalStateException of a reference
     */
    public byte[] rewrapped(WrappedKey by) {
        if (reference != null) {
            throw new IllegalStateException("The key material stands outside the file");
        }
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
