package io.parquetkms.testkms;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS SDK clients pointed at a {@link TestKms}, which never retry. The server itself doesn't use this. */
final class SdkClients {

    private SdkClients() {}

    /** The default caller's, in the default Region. */
    static KmsClient kms(TestKms kms) {
        return kms(kms, kms.caller(), TestKms.REGION);
    }

    static KmsClient kms(TestKms kms, Caller caller, String region) {
        return KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(caller)))
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static StsClient sts(TestKms kms, Caller caller) {
        return StsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.of(TestKms.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(caller)))
                .overrideConfiguration(config -> config.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static AwsCredentials credentials(Caller caller) {
        return caller.sessionToken()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(caller.accessKeyId(), caller.secretAccessKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(caller.accessKeyId(), caller.secretAccessKey()));
    }
}
