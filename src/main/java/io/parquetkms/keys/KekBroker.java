package io.parquetkms.keys;

import org.jspecify.annotations.Nullable;

/** Someone who fetches KEKs for several processes of one application. Safe on any thread. */
public interface KekBroker {

    /**
     * Asks for a KEK.
     *
     * @return null where the KMS is to be asked directly
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException as {@link io.parquetkms.kms.Kms} does; it is
     *     final
     */
    @Nullable
    KekGrant request(KekRequest request);
}
