package io.parquetkms.examples;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A request for a KEK as the library documents its bytes, made without the library.
 *
 * @param kind {@code w} to write; {@code r} to read; {@code n} to read, where the key is known by a name only
 * @param ciphertext to read
 */
record RogueRequest(char kind, String keyId, String ciphertext, Map<String, String> context) {

    private static final int REQUESTS = 1;
    private static final int BITS = 128;

    static RogueRequest toWrite(String keyId) {
        return new RogueRequest('w', keyId, "", Map.of());
    }

    static RogueRequest toRead(String keyId, String ciphertext) {
        return new RogueRequest('r', keyId, ciphertext, Map.of());
    }

    static RogueRequest toReadByName(String keyId, String ciphertext) {
        return new RogueRequest('n', keyId, ciphertext, Map.of());
    }

    RogueRequest with(Map<String, String> other) {
        return new RogueRequest(kind, keyId, ciphertext, other);
    }

    static byte[] message(List<RogueRequest> requests) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(REQUESTS);
            out.writeInt(requests.size());
            for (RogueRequest request : requests) {
                request.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeByte(kind);
        out.writeUTF(keyId);
        if (kind == 'w') {
            out.writeInt(BITS);
        } else {
            out.writeUTF(ciphertext);
        }
        out.writeInt(context.size());
        for (Map.Entry<String, String> pair : context.entrySet()) {
            out.writeUTF(pair.getKey());
            out.writeUTF(pair.getValue());
        }
    }
}
