package io.parquetkms.keys;

/** Where a keyring's KEKs come from. Safe on any thread. */
interface KekFetcher {

    /**
     * Fetches a KEK.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException as {@link io.parquetkms.kms.Kms} does
     */
    Kek fetch(KekRequest request);

    /** Lets a KEK wrap more DEKs, if it may; false if it is used up for good. */
    boolean refill(KekRequest.ToWrite request, Kek kek);
}
