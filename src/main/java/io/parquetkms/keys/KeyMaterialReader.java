package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;

/** Decodes key material, and knows again what it decoded before under the same KEK. Bounded. Safe on any thread. */
final class KeyMaterialReader {

    private static final int MAX_KNOWN = 1_000;

    /** How much of the end is looked at: of a wrapped KEK, which no two KEKs share. */
    private static final int FINGERPRINT_LENGTH = 32;

    private final Cache<Integer, Known> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    private record Known(KeyMaterialTemplate template, WrappedDek like) {}

    /**
     * Reads key material.
     *
     * @throws io.parquetkms.kms.InvalidKeyMaterialException as {@link KeyMaterial#decode} does
     */
    WrappedDek read(byte[] json) {
        Integer fingerprint = fingerprint(json);
        Known before = known.getIfPresent(fingerprint);
        byte[] dek = before == null ? null : before.template().decode(json);
        return before == null || dek == null
                ? readFirst(json, fingerprint)
                : before.like().with(dek);
    }

    /** Remembers only what looks as we and parquet-java write it. */
    private WrappedDek readFirst(byte[] json, Integer fingerprint) {
        KeyMaterial material = KeyMaterial.decode(json);
        WrappedDek dek = WrappedDek.of(material);
        KeyMaterialTemplate template = new KeyMaterialTemplate(material);
        if (template.decode(json) != null) {
            known.put(fingerprint, new Known(template, dek));
        }
        return dek;
    }

    private static Integer fingerprint(byte[] json) {
        int length = Math.min(json.length, FINGERPRINT_LENGTH);
        return 31 * ByteBuffer.wrap(json, json.length - length, length).hashCode() + json.length;
    }
}
