package io.parquetkms.material;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parquetkms.kms.WrappedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Double-wrapped key material of one KEK: what stands in a file's key metadata for each data key that the KEK wraps, in
 * parquet-java's own format.
 *
 * <table>
 *   <caption>PKMT1, a flat JSON object</caption>
 *   <tr><th>field</th><th>value</th></tr>
 *   <tr><td>{@code keyMaterialType}</td><td>{@code "PKMT1"}</td></tr>
 *   <tr><td>{@code internalStorage}</td><td>true: the material is in the file itself</td></tr>
 *   <tr><td>{@code isFooterKey}</td><td>whether it is of the footer's key</td></tr>
 *   <tr><td>{@code kmsInstanceID}, {@code kmsInstanceURL}</td><td>footer only; written for other readers, never used</td></tr>
 *   <tr><td>{@code masterKeyID}</td><td>the KMS key; we write its ARN</td></tr>
 *   <tr><td>{@code wrappedDEK}</td><td>base64 of nonce, ciphertext, tag: AES-GCM under the KEK, AAD = the KEK's id</td></tr>
 *   <tr><td>{@code doubleWrapping}</td><td>true: there is a KEK</td></tr>
 *   <tr><td>{@code keyEncryptionKeyID}</td><td>base64 of the KEK's id, 16 random bytes</td></tr>
 *   <tr><td>{@code wrappedKEK}</td><td>the KEK, wrapped by the KMS key; we write base64 of the KMS ciphertext</td></tr>
 * </table>
 *
 * <p>But for the value of {@code wrappedDEK}, plain base64 that can't change the meaning of what stands around it, that is the same
 * for all data keys of a KEK. So it is encoded once, and known again when it is read. Immutable.
 *
 * <p>Source: {@code KeyMetadata} and {@code KeyMaterial} in {@code org.apache.parquet.crypto.keytools}.
 */
public final class DoubleWrapped {

    static final String TYPE = "PKMT1";

    /** Base64; ours has 60 to 80 characters. */
    static final int MAX_WRAPPED_DEK = 256;

    /**
     * White space behind the first brace, so that the material keeps its length when another KMS key wraps the KEK
     * ({@link KeyMaterial#rewrapped}). The ARN of a key in another Region has up to 6 characters more ({@code eu-west-1},
     * {@code us-isof-south-1}); account and key id have the same length everywhere, also with {@code mrk-}. The length of what AWS KMS
     * makes of a key is not documented: the rest is for 18 bytes more of it, in base64. A keystore key's name stands here twice, the
     * second time in base64: 13 characters more.
     */
    static final int RESERVED = 32;

    /** Stands there once: inside a value its quotes would be escaped. */
    private static final String FIELD = "\"wrappedDEK\":\"";

    private static final byte[] OPENED = ("{" + " ".repeat(RESERVED)).getBytes(StandardCharsets.UTF_8);

    private final @Nullable String footerInstanceId;
    private final WrappedKey kek;
    private final byte[] kekId;

    /** Without the brace. */
    private final byte[] before;

    private final byte[] after;

    /**
     * The material of one KEK.
     *
     * @param footerInstanceId the KMS instance id of a footer key's material; null: of a column key
     * @param kek the wrapped KEK and its KMS key
     * @param kekId base64
     * @throws IllegalArgumentException if {@code kekId} is not base64
     */
    public DoubleWrapped(@Nullable String footerInstanceId, WrappedKey kek, String kekId) {
        this.footerInstanceId = footerInstanceId;
        this.kek = kek;
        this.kekId = Base64.getDecoder().decode(kekId);
        String json = json(footerInstanceId, kek, kekId);
        int dek = json.indexOf(FIELD) + FIELD.length();
        before = json.substring(1, dek).getBytes(StandardCharsets.UTF_8);
        after = json.substring(dek).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(@Nullable String footerInstanceId, WrappedKey kek, String kekId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(768);
        try (JsonGenerator json = JsonFields.JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("keyMaterialType", TYPE);
            json.writeBooleanField("internalStorage", true);
            json.writeBooleanField("isFooterKey", footerInstanceId != null);
            if (footerInstanceId != null) {
                json.writeStringField("kmsInstanceID", footerInstanceId);
                json.writeStringField("kmsInstanceURL", "DEFAULT");
            }
            json.writeStringField("masterKeyID", kek.keyId());
            json.writeStringField("wrappedDEK", "");
            json.writeBooleanField("doubleWrapping", true);
            json.writeStringField("keyEncryptionKeyID", kekId);
            json.writeStringField("wrappedKEK", kek.ciphertext());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it writes to memory
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The KMS instance id of a footer key's material; null: of a column key. */
    public @Nullable String footerInstanceId() {
        return footerInstanceId;
    }

    /** The wrapped KEK, and the KMS key in the words of whoever wrote this. */
    public WrappedKey kek() {
        return kek;
    }

    /** The additional authenticated data of wrapped data keys. Not to be changed. */
    public byte[] kekId() {
        return kekId;
    }

    /** The JSON, in UTF-8, for a data key that the KEK wrapped. */
    public byte[] encode(byte[] wrappedDek) {
        byte[] dek = Base64.getEncoder().encode(wrappedDek);
        return ByteBuffer.allocate(1 + RESERVED + before.length + dek.length + after.length)
                .put(OPENED)
                .put(before)
                .put(dek)
                .put(after)
                .array();
    }

    /** The wrapped data key in JSON of just this form, with any white space in front; null where the reader has to look. */
    byte @Nullable [] wrappedDekIn(byte[] json) {
        int from = 1 + JsonPadding.in(json) + before.length;
        int end = json.length - after.length;
        if (end <= from
                || end - from > MAX_WRAPPED_DEK
                || json[0] != '{'
                || !Arrays.equals(json, end, json.length, after, 0, after.length)
                || !Arrays.equals(json, from - before.length, from, before, 0, before.length)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(json, from, end));
        } catch (IllegalArgumentException e) {
            return null; // which will say what is wrong with it
        }
    }

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "DoubleWrapped[" + (footerInstanceId == null ? "column" : "footer") + ", " + kek + "]";
    }
}
