package io.parquetkms.kms.aws;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parquetkms.config.InvalidConfigurationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * One SDK client for each Region, made at first use. They share credentials, connections and threads, and so have nothing of
 * their own: one that was evicted serves whoever still uses it, and is then collected. Safe on any thread.
 */
final class KmsClients implements AutoCloseable {

    /** More than AWS has Regions for most; a client that is made anew costs milliseconds. */
    private static final int MAX_REGIONS = 16;

    /** As many as the SDK would start for each client. */
    private static final int TIMEOUT_THREADS = 5;

    private final AwsOptions options;
    private final LoadingCache<String, KmsClient> byRegion =
            Caffeine.newBuilder().maximumSize(MAX_REGIONS).build(this::client);
    private final SdkHttpClient http;
    private final ScheduledExecutorService timeouts =
            Executors.newScheduledThreadPool(TIMEOUT_THREADS, KmsClients::daemon);
    private final AwsCredentials credentials;
    private volatile @Nullable String own;

    KmsClients(AwsOptions options) {
        this.options = options;
        http = new AwsHttp(options);
        credentials = new AwsCredentials(options, http);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "parquet-kms-timeouts");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The client of a Region; null: where the SDK finds this process to be.
     *
     * @throws InvalidConfigurationException if it finds none
     */
    KmsClient in(@Nullable String region) {
        return byRegion.get(region == null ? ownRegion() : region);
    }

    /** Of IAM, which has one Region for all. */
    AwsCredentialsProvider credentials(String region) {
        return credentials.provider(region);
    }

    SdkHttpClient http() {
        return http;
    }

    AwsOptions options() {
        return options;
    }

    /** How many clients are kept. */
    long size() {
        byRegion.cleanUp();
        return byRegion.estimatedSize();
    }

    private KmsClient client(String region) {
        return ClientSetup.apply(KmsClient.builder(), options, region, options.endpoint())
                .credentialsProvider(credentials.provider(region))
                .httpClient(http)
                .overrideConfiguration(overrides())
                .build();
    }

    private ClientOverrideConfiguration overrides() {
        RetryMode mode = switch (options.retryMode()) {
            case STANDARD -> RetryMode.STANDARD;
            case ADAPTIVE -> RetryMode.ADAPTIVE_V2; // the first one takes no number of attempts
            case LEGACY -> RetryMode.LEGACY;
        };
        return ClientSetup.overrides(options)
                .scheduledExecutorService(timeouts)
                .apiCallTimeout(options.callTimeout())
                .apiCallAttemptTimeout(options.attemptTimeout())
                .retryStrategy(AwsRetryStrategy.forRetryMode(mode).toBuilder()
                        .maxAttempts(options.maxAttempts())
                        .build())
                .appId(options.appId())
                .build();
    }

    private String ownRegion() {
        String found = own == null ? OwnRegion.find(options.profile()) : own;
        if (found == null) {
            String broken = SdkSettings.brokenFile().map(why -> ". " + why).orElse("");
            throw new InvalidConfigurationException("No AWS Region for a key without ARN: set " + AwsProperties.REGION
                    + ", or give the key's ARN" + broken);
        }
        own = found;
        return found;
    }

    @Override
    public void close() {
        byRegion.asMap().values().forEach(KmsClient::close);
        credentials.close();
        timeouts.shutdownNow();
        http.close();
    }
}
