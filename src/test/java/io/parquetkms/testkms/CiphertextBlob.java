package io.parquetkms.testkms;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What the server hands out as a ciphertext. Opaque to clients, as with AWS. Immutable; the arrays are not copied.
 *
 * <table>
 * <caption>The bytes, big endian</caption>
 * <tr><th>length</th><th>field</th></tr>
 * <tr><td>1</td><td>format version: 1</td></tr>
 * <tr><td>1</td><td>n, the length of the key id</td></tr>
 * <tr><td>n</td><td>key id, ASCII, without Region and account: replicas share it</td></tr>
 * <tr><td>4</td><td>which of the key's materials encrypted it</td></tr>
 * <tr><td>4</td><td>CRC-32 of the fields above, so that damage there reads as damage and not as another key</td></tr>
 * <tr><td>12</td><td>nonce</td></tr>
 * <tr><td>rest</td><td>AES-256-GCM ciphertext and 16-byte tag; AAD: the fields above the CRC, the context</td></tr>
 * </table>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record CiphertextBlob(String keyId, int materialVersion, byte[] nonce, byte[] sealed) {

    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private static final byte FORMAT = 1;

    /** Reads a blob; throws {@code InvalidCiphertextException} for bytes that are none. */
    static CiphertextBlob parse(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.get() != FORMAT) {
                throw KmsError.invalidCiphertext();
            }
            String keyId = new String(take(in, Byte.toUnsignedInt(in.get())), StandardCharsets.US_ASCII);
            int materialVersion = in.getInt();
            byte[] header = header(keyId, materialVersion);
            if (in.getInt() != crc(header) || in.remaining() < NONCE_LENGTH + TAG_LENGTH) {
                throw KmsError.invalidCiphertext();
            }
            byte[] nonce = take(in, NONCE_LENGTH);
            return new CiphertextBlob(keyId, materialVersion, nonce, take(in, in.remaining()));
        } catch (BufferUnderflowException e) {
            throw KmsError.invalidCiphertext();
        }
    }

    byte[] toBytes() {
        byte[] header = header(keyId, materialVersion);
        return ByteBuffer.allocate(header.length + Integer.BYTES + nonce.length + sealed.length)
                .put(header)
                .putInt(crc(header))
                .put(nonce)
                .put(sealed)
                .array();
    }

    static byte[] aad(String keyId, int materialVersion, EncryptionContext context) {
        byte[] header = header(keyId, materialVersion);
        byte[] pairs = context.canonicalBytes();
        return ByteBuffer.allocate(header.length + pairs.length)
                .put(header)
                .put(pairs)
                .array();
    }

    private static byte[] header(String keyId, int materialVersion) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + id.length + Integer.BYTES)
                .put(FORMAT)
                .put((byte) id.length)
                .put(id)
                .putInt(materialVersion)
                .array();
    }

    private static int crc(byte[] header) {
        CRC32 crc = new CRC32();
        crc.update(header);
        return (int) crc.getValue();
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }
}
