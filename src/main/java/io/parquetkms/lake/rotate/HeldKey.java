package io.parquetkms.lake.rotate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A key that a file holds, as its key material says.
 *
 * @param json the key material
 * @param kmsKey that wrapped it, as its writer named it
 * @param wrapped the KEK, or the data key where there is none
 * @param isSingleWrapped whether there is none
 */
record HeldKey(byte[] json, String kmsKey, String wrapped, boolean isSingleWrapped) {

    static HeldKey read(byte @Nullable [] json) throws IOException {
        throw new IOException("stub");
    }

    byte[] under(String newKmsKey, String newlyWrapped) {
        return json;
    }
}
