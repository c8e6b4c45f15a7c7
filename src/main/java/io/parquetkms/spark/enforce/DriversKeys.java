package io.parquetkms.spark.enforce;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys.Naming;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * Whether keys can be had, before what they are to replace is deleted. Only keys that the driver would fetch anyway are asked for, and
 * stay in its memory for its executors: it costs no request that the write itself would not.
 */
final class DriversKeys {

    private final CallerKeys keys;
    private final EncryptionContext context;
    private final int kekBits;

    DriversKeys(KeyAccess access, PlaceRules place, EncryptionOptions options) {
        keys = KmsRuntime.current().callerKeys(access);
        context = access.encryptionContext(place);
        kekBits = options.kekBits();
    }

    /** @throws ParquetCryptoRuntimeException if nobody will get a key */
    void check(KeyId key) {
        Enforcement.Fetching fetching = Enforcement.fetching();
        if (fetching == Enforcement.Fetching.EXECUTORS
                || (fetching == Enforcement.Fetching.DRIVER && keys.kmsKeys().naming(key.value()) != Naming.NAMED)) {
            return;
        }
        try {
            keys.keyring().fetch(new KekRequest.ToWrite(key, kekBits, context));
        } catch (ParquetCryptoRuntimeException e) {
            if (fetching == Enforcement.Fetching.ONE_PROCESS || isFinal(e)) {
                throw e;
            }
        }
    }

    /** All else executors may not meet: they ask for themselves then. */
    private static boolean isFinal(ParquetCryptoRuntimeException failure) {
        KmsError error = KmsError.of(failure);
        return error != null && (error.revokes() || error == KmsError.UNTRUSTED);
    }
}
