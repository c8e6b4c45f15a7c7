package io.parquetkms.benchmarks.jobs.kms;

import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The client that most teams write for parquet-java's key tools: base64 around {@code kms:Encrypt} and {@code kms:Decrypt}; keys
 * go by their aliases, since the key tools split their settings at an ARN's colons. Endpoint, Region and credentials come from the
 * environment. Parquet makes instances by reflection, and caches what they unwrap.
 */
public final class Base64KmsClient implements KmsClient {

    private software.amazon.awssdk.services.kms.KmsClient kms;

    @Override
    public void initialize(
            Configuration configuration, String kmsInstanceID, String kmsInstanceURL, String accessToken) {
        kms = software.amazon.awssdk.services.kms.KmsClient.create();
    }

    @Override
    public String wrapKey(byte[] keyBytes, String masterKeyIdentifier) {
        SdkBytes plaintext = SdkBytes.fromByteArray(keyBytes);
        byte[] wrapped = kms.encrypt(
                        request -> request.keyId("alias/" + masterKeyIdentifier).plaintext(plaintext))
                .ciphertextBlob()
                .asByteArray();
        return Base64.getEncoder().encodeToString(wrapped);
    }

    @Override
    public byte[] unwrapKey(String wrappedKey, String masterKeyIdentifier) {
        SdkBytes wrapped = SdkBytes.fromByteArray(Base64.getDecoder().decode(wrappedKey));
        return kms.decrypt(
                        request -> request.keyId("alias/" + masterKeyIdentifier).ciphertextBlob(wrapped))
                .plaintext()
                .asByteArray();
    }
}
