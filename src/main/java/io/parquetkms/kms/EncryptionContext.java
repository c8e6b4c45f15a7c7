package io.parquetkms.kms;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pairs that are bound to a wrapped key as additional authenticated data: who unwraps it must give the same ones. Not secret;
 * AWS shows them in CloudTrail.
 *
 * @param pairs exact and case-sensitive
 */
public record EncryptionContext(SortedMap<String, String> pairs) {

    /** No pairs. */
    public static final EncryptionContext NONE = new EncryptionContext(Map.of());

    public EncryptionContext {
        SortedMap<String, String> natural = new TreeMap<>(); // a given comparator would change toByteArray
        natural.putAll(pairs);
        pairs = Collections.unmodifiableSortedMap(natural);
    }

    public EncryptionContext(Map<String, String> pairs) {
        this((SortedMap<String, String>) new TreeMap<>(pairs));
    }

    /** One byte string for each context: the number of pairs, then each key and value in order, lengths first. */
    public byte[] toByteArray() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(pairs.size());
            for (Map.Entry<String, String> pair : pairs.entrySet()) {
                write(out, pair.getKey());
                write(out, pair.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
