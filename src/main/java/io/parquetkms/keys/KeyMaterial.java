package io.parquetkms.keys;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The key material of one data key: what stands in a file's key metadata, in parquet-java's own format.
 *
 * <table>
 *   <caption>PKMT1, a flat JSON object</caption>
 *   <tr><th>field</th><th>value</th></tr>
 *   <tr><td>{@code keyMaterialType}</td><td>{@code "PKMT1"}</td></tr>
 *   <tr><td>{@code internalStorage}</td><td>true: the material is in the file itself</td></tr>
 *   <tr><td>{@code isFooterKey}</td><td>whether it is of the footer's key</td></tr>
 *   <tr><td>{@code kmsInstanceID}, {@code kmsInstanceURL}</td><td>footer only; written for other readers, never used</td></tr>
 *   <tr><td>{@code masterKeyID}</td><td>the master key; we write its ARN</td></tr>
 *   <tr><td>{@code wrappedDEK}</td><td>base64 of nonce, ciphertext, tag: AES-GCM under the KEK, AAD = the KEK's id</td></tr>
 *   <tr><td>{@code doubleWrapping}</td><td>true: there is a KEK</td></tr>
 *   <tr><td>{@code keyEncryptionKeyID}</td><td>base64 of the KEK's id, 16 random bytes</td></tr>
 *   <tr><td>{@code wrappedKEK}</td><td>the KEK, wrapped by the master key; we write base64 of the KMS ciphertext</td></tr>
 * </table>
 *
 * <p>Source: {@code KeyMetadata} and {@code KeyMaterial} in {@code org.apache.parquet.crypto.keytools}.
 *
 * @param footerInstanceId the KMS instance id of a footer key's material; null: of a column key
 * @param kek the wrapped KEK and its master key
 * @param kekId base64
 * @param sealedDek base64
 */
record KeyMaterial(@Nullable String footerInstanceId, WrappedKey kek, String kekId, String sealedDek) {

    static final String TYPE = "PKMT1";

    /** Ours have about 500 bytes; a KMS ciphertext has at most 6144 and a master key's id 2048. */
    static final int MAX_LENGTH = 32 * 1024;

    /** Base64; ours has 60 to 80 characters. */
    static final int MAX_SEALED_DEK = 256;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_LENGTH)
                    .maxNestingDepth(16)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(256)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** The JSON, in UTF-8. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(768);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("keyMaterialType", TYPE);
            json.writeBooleanField("internalStorage", true);
            json.writeBooleanField("isFooterKey", footerInstanceId != null);
            if (footerInstanceId != null) {
                json.writeStringField("kmsInstanceID", footerInstanceId);
                json.writeStringField("kmsInstanceURL", "DEFAULT");
            }
            json.writeStringField("masterKeyID", kek.keyId());
            json.writeStringField("wrappedDEK", sealedDek);
            json.writeBooleanField("doubleWrapping", true);
            json.writeStringField("keyEncryptionKeyID", kekId);
            json.writeStringField("wrappedKEK", kek.ciphertext());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it writes to memory
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what parquet-java, PyArrow or this library wrote. Unknown fields are ignored, as parquet-java does.
     *
     * @throws io.parquetkms.kms.InvalidKeyMaterialException if it is anything else
     */
    static KeyMaterial decode(byte[] keyMetadata) {
        KeyMaterialFields fields = KeyMaterialFields.parse(keyMetadata);
        String type = fields.text("keyMaterialType", 64);
        if (!type.equals(TYPE)) {
            throw malformed("its type is '" + type + "', not " + TYPE, null);
        }
        if (!fields.flag("internalStorage")) {
            throw malformed("it is stored outside the file, which this version of parquet-kms doesn't support", null);
        }
        boolean footer = fields.flag("isFooterKey");
        String masterKey = fields.text("masterKeyID", 2_048);
        if (!fields.flag("doubleWrapping")) {
            throw malformed(
                    "its data key is wrapped by master key " + masterKey
                            + " directly (single wrapping), which this version of parquet-kms doesn't support",
                    null);
        }
        return new KeyMaterial(
                footer ? fields.text("kmsInstanceID", 2_048) : null,
                new WrappedKey(masterKey, fields.text("wrappedKEK", 8_192)),
                fields.text("keyEncryptionKeyID", 256),
                fields.text("wrappedDEK", MAX_SEALED_DEK));
    }

    static ParquetCryptoRuntimeException malformed(String why, @Nullable Exception cause) {
        return KmsError.INVALID.exception("Cannot use the file's key material: " + why, cause);
    }
}
