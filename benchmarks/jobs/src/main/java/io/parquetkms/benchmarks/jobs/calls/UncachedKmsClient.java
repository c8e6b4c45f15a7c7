package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.config.Settings;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.MasterKeyService;
import io.parquetkms.kms.MasterKeyServices;
import io.parquetkms.kms.MasterKeys;
import io.parquetkms.kms.WrappedKey;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;

/**
 * What most teams write for stock key tools: Encrypt and Decrypt with base64 around them, and nothing kept. (The library's own
 * {@code AwsKmsClient} keeps what it unwrapped.) It speaks to KMS as the library does, and takes its keys by the same names.
 */
public final class UncachedKmsClient implements KmsClient {

    private MasterKeyService service;
    private MasterKeys keys;

    /** Parquet makes instances by reflection. */
    public UncachedKmsClient() {}

    @Override
    public void initialize(
            Configuration configuration, String kmsInstanceId, String kmsInstanceUrl, String accessToken) {
        Settings settings = Settings.of(keysAndProvider(configuration));
        service = MasterKeyServices.open(settings.provider());
        keys = MasterKeys.of(settings);
    }

    /** Without Parquet's settings, which the library would check: it doesn't know single wrapping. */
    private static Configuration keysAndProvider(Configuration configuration) {
        Configuration own = new Configuration(false);
        configuration
                .getPropsWithPrefix("parquet.kms.")
                .forEach((name, value) -> own.set("parquet.kms." + name, value));
        return own;
    }

    @Override
    public String wrapKey(byte[] keyBytes, String masterKeyIdentifier) {
        String keyId = keys.resolve(masterKeyIdentifier);
        return service.encrypt(keyId, KeyBytes.copyOf(keyBytes), EncryptionContext.NONE)
                .ciphertext();
    }

    @Override
    public byte[] unwrapKey(String wrappedKey, String masterKeyIdentifier) {
        WrappedKey wrapped = new WrappedKey(keys.resolve(masterKeyIdentifier), wrappedKey);
        DataKey key = service.decrypt(wrapped, EncryptionContext.NONE);
        return key.plaintext().toByteArray();
    }
}
