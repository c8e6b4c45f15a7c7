package io.parquetkms.testkms;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The pairs a caller binds to a ciphertext. Order doesn't matter, letter case does; none equals empty. Immutable. */
record EncryptionContext(Map<String, String> pairs) {

    static final EncryptionContext NONE = new EncryptionContext(Map.of());

    private static final int MAX_LENGTH = 8192;

    EncryptionContext {
        pairs = Map.copyOf(pairs);
    }

    /** The same bytes for equal contexts: the sorted pairs, each text preceded by its length. */
    byte[] canonicalBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (Map.Entry<String, String> pair : new TreeMap<>(pairs).entrySet()) {
                write(pair.getKey(), out);
                write(pair.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > MAX_LENGTH) {
            throw new KmsError("ValidationException", "Encryption context is longer than " + MAX_LENGTH + " bytes.");
        }
        return bytes.toByteArray();
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
