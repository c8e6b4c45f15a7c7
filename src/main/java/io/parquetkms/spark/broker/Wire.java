package io.parquetkms.spark.broker;

import io.parquetkms.config.Printable;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages between executors and driver, as bytes. An executor sends requests for KEKs, some at once, and gets as many
 * answers in their order; or it sends a report, and gets none. Numbers are big-endian, texts as {@link DataOutputStream#writeUTF}
 * writes them.
 *
 * <pre>
 * message   byte 1, count, requests            | byte 2, report ({@code ProcessReport})
 * request   byte 'w', key id, int bits, pairs  | byte 'r', key id, ciphertext, pairs | byte 'n': as 'r', the key of a name
 * pairs     count, (text, text)…
 * reply     count, answers
 * answer    byte 'p'ending                     | byte 'd'irect, why
 *           byte 'f'ailed, error, message      | byte 'g'ranted, KEK id, key id, ciphertext, byte length of the key (0: wrapped
 *                                                only), key, long left (ns), long end (ns), long DEKs, request id,
 *                                                key material id
 * </pre>
 */
public final class Wire {

    private static final int REQUESTS = 1;

    /** More than anyone sends; a forged count must not make us allocate. */
    static final int MAX_BATCH = 1_000;

    private static final int MAX_PAIRS = 1_000;
    private static final int MAX_MESSAGE = 4_000;

    private Wire() {}

    /** Writes to memory. */
    public interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads one value. */
    public interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    public static byte[] encode(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a whole message.
     *
     * @throws IllegalArgumentException if it is no such message, or goes on after it
     */
    public static <T> T decode(byte[] message, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
            T value = reading.from(in);
            if (in.read() >= 0) {
                throw new IOException("bytes after the end");
            }
            return value;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Malformed message of " + message.length + " bytes: " + e, e);
        }
    }

    static byte[] requests(List<Asked> requests) {
        return encode(out -> {
            out.writeByte(REQUESTS);
            out.writeInt(requests.size());
            for (Asked request : requests) {
                write(out, request);
            }
        });
    }

    private static void write(DataOutputStream out, Asked request) throws IOException {
        out.writeByte(request.writing() ? 'w' : request.repointable() ? 'n' : 'r');
        out.writeUTF(request.keyId());
        if (request.writing()) {
            out.writeInt(request.bits());
        } else {
            out.writeUTF(request.ciphertext());
        }
        out.writeInt(request.context().pairs().size());
        for (Map.Entry<String, String> pair : request.context().pairs().entrySet()) {
            out.writeUTF(pair.getKey());
            out.writeUTF(pair.getValue());
        }
    }

    static List<Asked> requests(byte[] message) {
        return decode(message, in -> {
            expect(REQUESTS, in);
            return list(in, MAX_BATCH, Wire::request);
        });
    }

    /**
     * Reads what kind of message it is.
     *
     * @throws IOException where a message is of another kind
     */
    public static void expect(int kind, DataInputStream in) throws IOException {
        int found = in.readUnsignedByte();
        if (found != kind) {
            throw new IOException("a message of kind " + found);
        }
    }

    private static Asked request(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        String keyId = in.readUTF();
        switch (kind) {
            case 'w' -> {
                int bits = in.readInt();
                if (!KeyBytes.isKeyLength(bits / Byte.SIZE) || bits % Byte.SIZE != 0) {
                    throw new IOException("a key of " + bits + " bits");
                }
                return Asked.toWrite(keyId, bits, context(in));
            }
            case 'r', 'n' -> {
                return new Asked(false, keyId, kind == 'n', 0, in.readUTF(), context(in));
            }
            default -> throw new IOException("a request of kind " + kind);
        }
    }

    private static EncryptionContext context(DataInputStream in) throws IOException {
        Map<String, String> pairs = new HashMap<>();
        for (String[] pair : list(in, MAX_PAIRS, from -> new String[] {from.readUTF(), from.readUTF()})) {
            pairs.put(pair[0], pair[1]);
        }
        return pairs.isEmpty() ? EncryptionContext.NONE : new EncryptionContext(pairs);
    }

    static byte[] answers(List<Answer> answers) {
        return encode(out -> {
            out.writeInt(answers.size());
            for (Answer answer : answers) {
                write(out, answer);
            }
        });
    }

    private static void write(DataOutputStream out, Answer answer) throws IOException {
        if (answer instanceof Answer.Granted granted) {
            out.writeByte('g');
            write(out, granted.grant());
        } else if (answer instanceof Answer.Failed failed) {
            out.writeByte('f');
            out.writeUTF(failed.error().name());
            out.writeUTF(shorten(failed.message()));
        } else if (answer instanceof Answer.Direct direct) {
            out.writeByte('d');
            out.writeUTF(shorten(direct.why()));
        } else {
            out.writeByte('p');
        }
    }

    private static void write(DataOutputStream out, KekGrant grant) throws IOException {
        out.writeUTF(grant.id());
        out.writeUTF(grant.wrapped().keyId());
        out.writeUTF(grant.wrapped().ciphertext());
        byte[] key = grant.plaintext() == null ? new byte[0] : grant.plaintext().toByteArray();
        out.writeByte(key.length);
        out.write(key);
        Arrays.fill(key, (byte) 0);
        out.writeLong(grant.left().toNanos());
        out.writeLong(grant.end().toNanos());
        out.writeLong(grant.deks());
        out.writeUTF(grant.requestId());
        out.writeUTF(grant.keyMaterialId());
    }

    static List<Answer> answers(byte[] reply) {
        return decode(reply, in -> list(in, MAX_BATCH, Wire::answer));
    }

    private static Answer answer(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'g' -> new Answer.Granted(grant(in));
            case 'f' -> new Answer.Failed(constant(KmsError.class, in), in.readUTF());
            case 'p' -> new Answer.Pending();
            case 'd' -> new Answer.Direct(in.readUTF());
            default -> throw new IOException("an answer of kind " + kind);
        };
    }

    private static KekGrant grant(DataInputStream in) throws IOException {
        String id = in.readUTF();
        WrappedKey wrapped = new WrappedKey(in.readUTF(), in.readUTF());
        KeyBytes plaintext = key(in);
        Duration left = Duration.ofNanos(in.readLong());
        Duration end = Duration.ofNanos(in.readLong());
        return new KekGrant(id, wrapped, plaintext, left, end, in.readLong(), text(in), text(in));
    }

    private static @Nullable KeyBytes key(DataInputStream in) throws IOException {
        byte[] key = new byte[in.readUnsignedByte()];
        in.readFully(key);
        try {
            return key.length == 0 ? null : KeyBytes.copyOf(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** By its name, which is not repeated where it is none: in a malformed message it may be anything, part of a key too. */
    public static <E extends Enum<E>> E constant(Class<E> type, DataInputStream in) throws IOException {
        String name = in.readUTF();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new IOException("no " + type.getSimpleName());
    }

    /** A text for people: it may end up in a log. */
    public static String text(DataInputStream in) throws IOException {
        return Printable.line(in.readUTF());
    }

    /** So many at most. */
    public static <T> List<T> list(DataInputStream in, int max, Reading<T> element) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > max) {
            throw new EOFException("a list of " + count);
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element.from(in));
        }
        return list;
    }

    private static String shorten(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }
}
