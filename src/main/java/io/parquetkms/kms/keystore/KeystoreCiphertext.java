package io.parquetkms.kms.keystore;

import io.parquetkms.kms.EncryptionContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a keystore key makes of a wrapped key; base64 on the outside.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><th>bytes</th><th>what</th></tr>
 *   <tr><td>1</td><td>format version, 1</td></tr>
 *   <tr><td>2 + n</td><td>name of the key version, e.g. {@code pii@0}: length, UTF-8</td></tr>
 *   <tr><td>12</td><td>nonce</td></tr>
 *   <tr><td>16, 24 or 32</td><td>the key, encrypted with AES-GCM</td></tr>
 *   <tr><td>16</td><td>tag</td></tr>
 * </table>
 *
 * <p>Additional authenticated data: the first two rows, and {@link EncryptionContext#toByteArray}.
 */
final class KeystoreCiphertext {

    private static final int FORMAT = 1;
    private static final int MAX_BASE64 = 2_048;

    private final String keyVersion;
    private final byte[] sealed;

    /**
     * @param keyVersion the keystore's name of the key version
     * @param sealed nonce, ciphertext and tag; not copied
     */
    KeystoreCiphertext(String keyVersion, byte[] sealed) {
        this.keyVersion = keyVersion;
        this.sealed = sealed;
    }

    String keyVersion() {
        return keyVersion;
    }

    byte[] sealed() {
        return sealed;
    }

    static KeystoreCiphertext decode(String base64) throws IOException {
        if (base64.length() > MAX_BASE64) {
            throw new IOException("longer than " + MAX_BASE64 + " characters");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException("not base64", e);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != FORMAT) {
                throw new IOException("unknown format");
            }
            byte[] name = new byte[in.readUnsignedShort()];
            in.readFully(name);
            return new KeystoreCiphertext(new String(name, StandardCharsets.UTF_8), in.readAllBytes());
        }
    }

    String encode() {
        byte[] header = header(keyVersion);
        byte[] bytes = Arrays.copyOf(header, header.length + sealed.length);
        System.arraycopy(sealed, 0, bytes, header.length, sealed.length);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] aad(String keyVersion, EncryptionContext context) {
        ByteArrayOutputStream aad = new ByteArrayOutputStream();
        aad.writeBytes(header(keyVersion));
        aad.writeBytes(context.toByteArray());
        return aad.toByteArray();
    }

    private static byte[] header(String keyVersion) {
        byte[] name = keyVersion.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(header)) {
            out.writeByte(FORMAT);
            out.writeShort(name.length);
            out.write(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header.toByteArray();
    }
}
