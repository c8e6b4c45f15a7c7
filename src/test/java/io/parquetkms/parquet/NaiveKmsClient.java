package io.parquetkms.parquet;

import io.parquetkms.testkms.TestKms;
import java.net.URI;
import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** What most teams write: base64 around Encrypt and Decrypt. For stock key tools, as the peer in tests. */
public final class NaiveKmsClient implements KmsClient {

    public static final String ENDPOINT = "test.naive.endpoint";

    private software.amazon.awssdk.services.kms.KmsClient kms = software.amazon.awssdk.services.kms.KmsClient.builder()
            .region(Region.of(TestKms.REGION))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    /** Parquet makes instances by reflection. */
    public NaiveKmsClient() {}

    @Override
    public void initialize(
            Configuration configuration, String kmsInstanceID, String kmsInstanceURL, String accessToken) {
        kms = software.amazon.awssdk.services.kms.KmsClient.builder()
                .region(Region.of(TestKms.REGION))
                .endpointOverride(URI.create(configuration.get(ENDPOINT)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public String wrapKey(byte[] keyBytes, String masterKeyIdentifier) {
        return Base64.getEncoder()
                .encodeToString(kms.encrypt(request ->
                                request.keyId(masterKeyIdentifier).plaintext(SdkBytes.fromByteArray(keyBytes)))
                        .ciphertextBlob()
                        .asByteArray());
    }

    @Override
    public byte[] unwrapKey(String wrappedKey, String masterKeyIdentifier) {
        return kms.decrypt(request -> request.ciphertextBlob(
                        SdkBytes.fromByteArray(Base64.getDecoder().decode(wrappedKey))))
                .plaintext()
                .asByteArray();
    }
}
