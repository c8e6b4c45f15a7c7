package io.parquetkms.material;

import io.parquetkms.kms.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What key material says about the KMS key behind it, of all kinds that parquet-java writes: for those who look, and ask for nothing.
 * {@link KeyMaterialReader} is for those who use it.
 *
 * @param internal whether it stands in the file; else all but {@code reference} is empty
 * @param reference of material outside the file: what it is called there
 * @param kmsKey in the words of the file's author
 * @param doubleWrapped whether a key encryption key stands between
 * @param kekId base64; empty without one
 * @param wrapped by the KMS key, base64: the key encryption key, or the data key itself
 */
public record NamedMaterial(
        boolean internal, String reference, String kmsKey, boolean doubleWrapped, String kekId, String wrapped) {

    /** One of 1,000 columns has about 600,000 bytes. */
    public static final int MAX_EXTERNAL = 16 * 1024 * 1024;

    private static final int MAX_KEY_ID = 2_048;
    private static final int MAX_WRAPPED = 8_192;

    /**
     * Reads it.
     *
     * @param json key metadata of a file: untrusted
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, or malformed
     */
    public static NamedMaterial read(byte[] json) {
        JsonFields fields = fields(json);
        if (fields.flag("internalStorage")) {
            return named(fields);
        }
        return new NamedMaterial(false, fields.text("keyReference", MAX_KEY_ID), "", false, "", "");
    }

    /**
     * Reads the material that stands outside a file.
     *
     * @param json of {@code _KEY_MATERIAL_FOR_<file>.json}: untrusted
     * @return by reference
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is of another kind, or malformed
     */
    public static Map<String, NamedMaterial> readExternal(byte[] json) {
        Map<String, NamedMaterial> all = new HashMap<>();
        JsonFields.parse(json, MAX_EXTERNAL)
                .texts()
                .forEach((reference, text) ->
                        all.put(reference, named(fields(text.getBytes(StandardCharsets.UTF_8)))));
        return all;
    }

    private static JsonFields fields(byte[] json) {
        JsonFields fields = JsonFields.parse(json);
        String type = fields.text("keyMaterialType", 64);
        if (!type.equals(DoubleWrapped.TYPE)) {
            throw KeyMaterialReader.malformed("its type is '" + type + "', not " + DoubleWrapped.TYPE, null);
        }
        return fields;
    }

    private static NamedMaterial named(JsonFields fields) {
        boolean doubleWrapped = fields.flag("doubleWrapping");
        return new NamedMaterial(
                true,
                "",
                fields.text("masterKeyID", MAX_KEY_ID),
                doubleWrapped,
                doubleWrapped ? fields.text("keyEncryptionKeyID", 256) : "",
                fields.text(doubleWrapped ? "wrappedKEK" : "wrappedDEK", MAX_WRAPPED));
    }

    /** Doesn't show what is wrapped. */
    @Override
    public String toString() {
        return "NamedMaterial[" + new WrappedKey(kmsKey, wrapped) + "]";
    }
}
