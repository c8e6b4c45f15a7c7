package io.parquetkms.keys;

import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.DoubleWrapped;
import io.parquetkms.material.KeyMaterialReader;
import io.parquetkms.material.WrappedDek;
import java.util.Base64;

/** Key material, taken apart and put together anew. */
record Material(WrappedKey kek, String kekId, byte[] wrappedDek) {

    static Material of(byte[] json) {
        WrappedDek read = new KeyMaterialReader().read(json);
        String kekId = Base64.getEncoder().encodeToString(read.material().kekId());
        return new Material(read.material().kek(), kekId, read.bytes());
    }

    /** As a column's. */
    byte[] encode() {
        return new DoubleWrapped(null, kek, kekId).encode(wrappedDek);
    }
}
