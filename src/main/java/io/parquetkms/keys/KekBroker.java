package io.parquetkms.keys;

/** Someone who fetches KEKs for several processes of one application. Safe on any thread. */
public interface KekBroker {

    /**
     * Asks for a KEK.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException as {@link io.parquetkms.kms.Kms} does; it is
     *     final
     */
    KekAnswer request(KekRequest request);
}
