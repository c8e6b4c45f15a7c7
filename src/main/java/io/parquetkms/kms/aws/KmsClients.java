package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/** One SDK client for each Region, made at first use; they share credentials and connections. Safe on any thread. */
final class KmsClients implements AutoCloseable {

    private final AwsOptions options;
    private final Map<String, KmsClient> byRegion = new ConcurrentHashMap<>();
    private final SdkHttpClient http;
    private final AwsCredentials credentials;

    KmsClients(AwsOptions options) {
        this.options = options;
        http = UrlConnectionHttpClient.builder()
                .connectionTimeout(options.connectTimeout())
                .socketTimeout(options.attemptTimeout())
                .build();
        credentials = new AwsCredentials(options, http);
    }

    /**
     * The client of a Region; null: where the SDK finds this process to be.
     *
     * @throws InvalidConfigurationException if it finds none
     */
    KmsClient in(@Nullable String region) {
        return byRegion.computeIfAbsent(region == null ? ownRegion() : region, this::client);
    }

    private KmsClient client(String region) {
        KmsClientBuilder builder = KmsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials.provider(region))
                .httpClient(http)
                .overrideConfiguration(overrides());
        if (options.endpoint() != null) {
            return builder.endpointOverride(options.endpoint()).build();
        }
        return builder.fipsEnabled(options.fips())
                .dualstackEnabled(options.dualstack())
                .build();
    }

    private ClientOverrideConfiguration overrides() {
        RetryMode mode = switch (options.retryMode()) {
            case STANDARD -> RetryMode.STANDARD;
            case ADAPTIVE -> RetryMode.ADAPTIVE_V2; // the first one takes no number of attempts
            case LEGACY -> RetryMode.LEGACY;
        };
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(options.callTimeout())
                .apiCallAttemptTimeout(options.attemptTimeout())
                .retryStrategy(AwsRetryStrategy.forRetryMode(mode).toBuilder()
                        .maxAttempts(options.maxAttempts())
                        .build())
                .appId(options.appId())
                .build();
    }

    static String ownRegion() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkClientException e) {
            throw new InvalidConfigurationException(
                    "No AWS Region for a key without ARN: set " + AwsProperties.REGION + ", or give the key's ARN", e);
        }
    }

    @Override
    public void close() {
        byRegion.values().forEach(KmsClient::close);
        byRegion.clear();
        credentials.close();
        http.close();
    }
}
