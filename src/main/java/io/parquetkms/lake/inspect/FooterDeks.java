package io.parquetkms.lake.inspect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.material.KeyMaterial;
import io.parquetkms.policy.Datasets;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the keys of footers, as a job with the same settings would: only keys that these trust. Each key encryption key is asked for
 * once; one that is refused, too, which the keyring forgets of a disabled one. Safe on any thread.
 */
final class FooterDeks {

    private final Cache<WrappedKey, ParquetCryptoRuntimeException> refused =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /**
     * Asks.
     *
     * @throws ParquetCryptoRuntimeException as the keyring does
     */
    byte[] of(Configuration configuration, LakeFile file, byte[] keyMetadata, KeyMaterial material) {
        WrappedKey wrapped = material.wrapped();
        ParquetCryptoRuntimeException before = refused.getIfPresent(wrapped);
        if (before != null) {
            throw before;
        }
        try {
            return ask(configuration, file, keyMetadata, material.isDoubleWrapped() ? null : wrapped);
        } catch (ParquetCryptoRuntimeException e) {
            if (isRefusal(e)) {
                refused.put(wrapped, e);
            }
            throw e;
        }
    }

    private static byte[] ask(
            Configuration configuration, LakeFile file, byte[] keyMetadata, @Nullable WrappedKey directly) {
        KmsRuntime runtime = KmsRuntime.current();
        KeyAccess access = runtime.access(configuration);
        EncryptionContext context = access.encryptionContext(access.rules().of(configuration, file.hadoopPath()));
        CallerKeys keys = runtime.callerKeys(access);
        return directly == null
                ? keys.keyring()
                        .unwrap(keyMetadata, context, keys.kmsKeys(), Datasets.of(configuration, file.hadoopPath()))
                : keys.keyring().unwrapDirectly(directly, context, keys.kmsKeys());
    }

    /** Whether it is an answer about this key; else, as when a KMS can't be reached, no other file would fare better. */
    static boolean isRefusal(ParquetCryptoRuntimeException failure) {
        KmsError error = KmsError.of(failure);
        return error == KmsError.DENIED
                || error == KmsError.UNUSABLE
                || error == KmsError.NOT_FOUND
                || error == KmsError.UNTRUSTED
                || error == KmsError.INVALID;
    }
}
