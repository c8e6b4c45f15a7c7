package io.parquetkms.examples;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the driver said to a {@link RogueRequest}.
 *
 * @param text why there is no key
 * @param ciphertext the wrapped key, where there is one
 * @param keyBytes how long the key itself is; 0 where it was not sent
 */
record RogueAnswer(char kind, String text, String ciphertext, int keyBytes) {

    static final char PENDING = 'p';
    static final char DIRECT = 'd';
    static final char FAILED = 'f';
    static final char GRANTED = 'g';

    static List<RogueAnswer> read(byte[] reply) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(reply))) {
            List<RogueAnswer> answers = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                answers.add(read(in));
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RogueAnswer read(DataInputStream in) throws IOException {
        char kind = (char) in.readUnsignedByte();
        return switch (kind) {
            case PENDING -> new RogueAnswer(kind, "", "", 0);
            case DIRECT -> new RogueAnswer(kind, in.readUTF(), "", 0);
            case FAILED -> new RogueAnswer(kind, in.readUTF() + ": " + in.readUTF(), "", 0);
            case GRANTED -> granted(in);
            default -> throw new IOException("An answer of kind " + kind);
        };
    }

    private static RogueAnswer granted(DataInputStream in) throws IOException {
        in.readUTF(); // the KEK's id
        in.readUTF(); // the KMS key's
        String ciphertext = in.readUTF();
        int keyBytes = in.readUnsignedByte();
        in.skipNBytes(keyBytes + 3L * Long.BYTES); // the key, and its limits
        in.readUTF(); // KMS's request id
        in.readUTF(); // the key's material
        return new RogueAnswer(GRANTED, "", ciphertext, keyBytes);
    }
}
