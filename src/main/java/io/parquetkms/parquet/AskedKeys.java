package io.parquetkms.parquet;

import io.parquetkms.kms.WrappedKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * The KEKs that were asked for while looking at a dataset: each once. Those that can be had stay in the keyring; which can't is noted here,
 * since the keyring forgets that a key is disabled. Safe on any thread.
 */
final class AskedKeys {

    private final Set<WrappedKey> asked = ConcurrentHashMap.newKeySet();
    private final Map<WrappedKey, ParquetCryptoRuntimeException> refused = new ConcurrentHashMap<>();

    byte[] unwrap(FileKeys file, byte[] keyMetadata) {
        WrappedKey kek = file.kek(keyMetadata);
        ParquetCryptoRuntimeException before = refused.get(kek);
        if (before != null) {
            throw before;
        }
        asked.add(kek);
        try {
            return file.unwrap(keyMetadata);
        } catch (ParquetCryptoRuntimeException e) {
            if (KeyState.of(e) != null) {
                refused.put(kek, e);
            }
            throw e;
        }
    }

    /** How many there were. */
    int number() {
        return asked.size();
    }
}
