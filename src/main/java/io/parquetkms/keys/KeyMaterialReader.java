package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;

/** Decodes key material, and knows again what it decoded before under the same KEK. Bounded. Safe on any thread. */
final class KeyMaterialReader {

    private static final int MAX_KNOWN = 1_000;

    /** Where to look, from the end: at bytes of the wrapped KEK, which no two KEKs share. */
    private static final int FINGERPRINT = 32;

    private final Cache<Long, Known> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).executor(Runnable::run).build();

    private record Known(KeyMaterialTemplate template, WrappedDek like) {}

    /**
     * Reads key material.
     *
     * @throws io.parquetkms.kms.InvalidKeyMaterialException as {@link KeyMaterial#decode} does
     */
    WrappedDek read(byte[] json) {
        Long fingerprint = fingerprint(json);
        Known before = known.getIfPresent(fingerprint);
        byte[] dek = before == null ? null : before.template().decode(json);
        return before == null || dek == null
                ? readFirst(json, fingerprint)
                : before.like().with(dek);
    }

    /** Remembers only what looks as we and parquet-java write it. */
    private WrappedDek readFirst(byte[] json, Long fingerprint) {
        KeyMaterial material = KeyMaterial.decode(json);
        WrappedDek dek = WrappedDek.of(material);
        KeyMaterialTemplate template = new KeyMaterialTemplate(material);
        if (template.decode(json) != null) {
            known.put(fingerprint, new Known(template, dek));
        }
        return dek;
    }

    /** Tells kinds of key material apart, by 8 bytes and the length; a template looks at all bytes. */
    private static Long fingerprint(byte[] json) {
        int at = json.length - FINGERPRINT;
        return json.length + (at < 0 ? 0 : 31 * ByteBuffer.wrap(json).getLong(at));
    }
}
