package io.parquetkms.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The key material of all data keys of one kind under one KEK: as JSON it is the same but for the value of {@code wrappedDEK},
 * plain base64 that can't change the meaning of what stands around it. So it is encoded once, and known again when read.
 * Immutable.
 */
final class KeyMaterialTemplate {

    /** Stands there once: inside a value its quotes would be escaped. */
    private static final String FIELD = "\"wrappedDEK\":\"";

    private final KeyMaterial like;
    private final byte[] before;
    private final byte[] after;

    KeyMaterialTemplate(KeyMaterial like) {
        this.like = like;
        String json = new String(like.encode(), StandardCharsets.UTF_8);
        int start = json.indexOf(FIELD) + FIELD.length();
        before = json.substring(0, start).getBytes(StandardCharsets.UTF_8);
        after = json.substring(json.indexOf('"', start)).getBytes(StandardCharsets.UTF_8);
    }

    /** One of those. */
    KeyMaterial like() {
        return like;
    }

    /** The JSON with this wrapped data key: what {@link KeyMaterial#encode} gives. */
    byte[] encode(byte[] wrappedDek) {
        byte[] json = new byte[before.length + 4 * ((wrappedDek.length + 2) / 3) + after.length];
        int sealedDek = Base64.getEncoder().encode(wrappedDek, json); // at the start, for want of an offset
        System.arraycopy(json, 0, json, before.length, sealedDek);
        System.arraycopy(before, 0, json, 0, before.length);
        System.arraycopy(after, 0, json, before.length + sealedDek, after.length);
        return json;
    }

    /** The wrapped data key in JSON of this form; null where {@link KeyMaterial#decode} has to look. */
    byte @Nullable [] decode(byte[] json) {
        int end = json.length - after.length;
        if (end <= before.length
                || end - before.length > KeyMaterial.MAX_SEALED_DEK
                || !Arrays.equals(json, end, json.length, after, 0, after.length)
                || !Arrays.equals(json, 0, before.length, before, 0, before.length)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(json, before.length, end));
        } catch (IllegalArgumentException e) {
            return null; // which will say what is wrong with it
        }
    }
}
