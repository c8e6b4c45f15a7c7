package io.parquetkms.keys;

import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.DoubleWrapped;
import io.parquetkms.material.KeyMaterialReader;
import io.parquetkms.material.WrappedDek;
import java.util.Base64;

/** Key material of a column, taken apart, to be put together anew. */
final class Material {

    private final WrappedKey kek;
    private final String kekId;
    private final byte[] wrappedDek;

    Material(WrappedKey kek, String kekId, byte[] wrappedDek) {
        this.kek = kek;
        this.kekId = kekId;
        this.wrappedDek = wrappedDek;
    }

    static Material of(byte[] json) {
        WrappedDek read = new KeyMaterialReader().read(json);
        String kekId = Base64.getEncoder().encodeToString(read.material().kekId());
        return new Material(read.material().kek(), kekId, read.bytes());
    }

    WrappedKey kek() {
        return kek;
    }

    String kekId() {
        return kekId;
    }

    byte[] wrappedDek() {
        return wrappedDek;
    }

    byte[] encode() {
        return new DoubleWrapped(null, kek, kekId).encode(wrappedDek);
    }
}
