package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsContract;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.RotationContract;
import io.parquetkms.kms.Told;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/**
 * The contracts, on any endpoint that speaks the protocol of AWS KMS, with the credentials of the SDK's default chain:
 *
 * <pre>{@code
 * mvn test -Dtest=AwsEndpointIT -Dparquet.kms.test.endpoint=http://localhost:5000 \
 *     -Dparquet.kms.test.region=us-east-1 -Daws.accessKeyId=… -Daws.secretAccessKey=…
 * }</pre>
 *
 * <p>Makes keys, and schedules their deletion afterwards. Its name keeps it out of the ordinary test run.
 */
final class AwsEndpointIT extends KmsContract implements RotationContract {

    private static AwsOptions options(String... properties) {
        return AwsOptions.read(TestSettings.values(properties));
    }

    private final URI endpoint = URI.create(Objects.requireNonNull(
            System.getProperty("parquet.kms.test.endpoint"), "Set -Dparquet.kms.test.endpoint=<URL>"));
    private final String region = System.getProperty("parquet.kms.test.region", "us-east-1");
    private final List<String> keys = new ArrayList<>();
    private final KmsClient admin = KmsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void deleteKeys() {
        keys.forEach(key ->
                admin.scheduleKeyDeletion(request -> request.keyId(id(key)).pendingWindowInDays(7)));
        admin.close();
    }

    @Override
    public KmsByName open() {
        return new KmsByName(
                new AwsKms(options("parquet.kms.aws.endpoint", endpoint.toString(), "parquet.kms.aws.region", region)));
    }

    @Override
    public String createKey() {
        String arn = admin.createKey(request -> request.description("Test of parquet-kms"))
                .keyMetadata()
                .arn();
        keys.add(arn);
        return arn;
    }

    /** Not every stand-in for KMS takes ARNs everywhere. */
    private static String id(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    @Override
    public String missingKey() {
        return createKey().replaceFirst("/.*", "/00000000-0000-0000-0000-000000000000");
    }

    /** Moto says of a key that it doesn't know, and of a key that is not the named one, that access is denied. */
    @Override
    public Set<KmsError> refusals() {
        return EnumSet.of(KmsError.INVALID, KmsError.NOT_FOUND, KmsError.DENIED);
    }

    @Override
    public void rotate(String keyId) {
        admin.rotateKeyOnDemand(request -> request.keyId(id(keyId)));
    }

    /** Of the history only what is on every stand-in: Moto 5.2 doesn't know GetKeyLastUsage. */
    @Test
    void readers_ofTheKeysGrants_areTold() {
        String key = createKey();
        String grantee = "arn:aws:iam::" + key.split(":", 6)[4] + ":root";
        String grant = admin.createGrant(request -> request.keyId(key)
                        .granteePrincipal(grantee)
                        .operations(GrantOperation.DECRYPT)
                        .constraints(only -> only.encryptionContextSubset(Map.of("department", "crm"))))
                .grantId();
        System.setProperty("aws.endpointUrlIam", endpoint.toString());
        try (KeyAdministration administration = new AwsAdministration(
                options("parquet.kms.aws.endpoint", endpoint.toString(), "parquet.kms.aws.region", region))) {
            Told<KeyReader> readers = administration.readers(KmsByName.key(key));

            assertThat(readers.unknown()).isEmpty();
            assertThat(readers.values())
                    .contains(new KeyReader(grantee, "grant " + grant, "encryption context has {department=crm}"));
        } finally {
            System.clearProperty("aws.endpointUrlIam");
        }
    }
}
