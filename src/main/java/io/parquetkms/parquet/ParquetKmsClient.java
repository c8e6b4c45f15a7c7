package io.parquetkms.parquet;

import io.parquetkms.config.ParquetProperties;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;
import org.jspecify.annotations.Nullable;

/**
 * Parquet's {@code KmsClient}, set by {@code parquet.encryption.kms.client.class}: for engines that bring a crypto factory of
 * their own, such as parquet-java's key tools in Hive or Flink. It speaks to whatever {@code parquet.kms.provider} says.
 *
 * <p>It reads the properties of the provider, the keys, the trust and the encryption context. How files are written is the factory's:
 * single wrapping and key material outside the files are fine.
 *
 * <p>A factory may hand the name of a key ({@code parquet.kms.key.<name>}) to {@link #wrapKey}, and writes it into the file as it
 * stands. Later the name may stand for another key; {@link #unwrapKey} then lets the KMS use the one that the ciphertext was made
 * with, if that is trusted. So key rotation works: re-point the name, and {@code KeyToolkit.rotateMasterKeys} wraps anew what is kept
 * outside the files. Parquet keeps a client, with the settings that it was made with, for
 * {@code parquet.encryption.cache.lifetime.seconds} for each access token and KMS instance:
 * {@code KeyToolkit.removeCacheEntriesForAllTokens} comes first.
 *
 * <p>Unwrapped keys come from the keyring. Wrapping is a call each time, since the caller brings a fresh key each time: that is
 * what {@link ParquetKmsCryptoFactory} does better.
 *
 * <p>The instance id and URL that Parquet passes may come from a file, so they are ignored. Safe on any thread.
 */
public final class ParquetKmsClient implements KmsClient {

    private @Nullable CallerKeys keys;

    /** Parquet makes instances by reflection. */
    public ParquetKmsClient() {}

    /**
     * Reads the configuration; connects to nothing. Parquet passes the user's access token both ways, and makes one client
     * for each token.
     */
    @Override
    public void initialize(
            Configuration configuration, String kmsInstanceID, String kmsInstanceURL, @Nullable String accessToken) {
        Configuration own = new Configuration(configuration);
        if (accessToken != null) {
            own.set(ParquetProperties.ACCESS_TOKEN.name(), accessToken);
        }
        KmsRuntime runtime = KmsRuntime.current();
        KeyAccess access = runtime.access(own);
        runtime.aes().prepare(access.settings().aes());
        keys = runtime.callerKeys(access);
    }

    /** Wraps a key with a KMS key: one {@code kms:Encrypt}. */
    @Override
    public String wrapKey(byte[] keyBytes, String masterKeyIdentifier) {
        CallerKeys own = initialized();
        KeyId key = own.kmsKeys().configured(masterKeyIdentifier);
        return own.keyring()
                .wrapDirectly(keyBytes, key, own.context(), own.kmsKeys())
                .ciphertext();
    }

    /** Unwraps a key: one {@code kms:Decrypt} the first time. */
    @Override
    public byte[] unwrapKey(String wrappedKey, String masterKeyIdentifier) {
        CallerKeys own = initialized();
        return own.keyring()
                .unwrapDirectly(new WrappedKey(masterKeyIdentifier, wrappedKey), own.context(), own.kmsKeys());
    }

    private CallerKeys initialized() {
        if (keys == null) {
            throw new IllegalStateException("initialize was not called");
        }
        return keys;
    }
}
