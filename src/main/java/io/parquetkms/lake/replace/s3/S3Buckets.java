package io.parquetkms.lake.replace.s3;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.RunId;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** One client for each bucket and its settings, for the whole process: one that was evicted serves who still has it. */
final class S3Buckets {

    private static final int MAX_BUCKETS = 16;

    /** S3 may take that long to copy a part. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final LoadingCache<S3Settings, S3Bucket> BY_SETTINGS =
            Caffeine.newBuilder().maximumSize(MAX_BUCKETS).build(settings -> new S3Bucket(settings, client(settings)));

    private S3Buckets() {}

    static Replacement replacement(S3Settings settings, RunId run, boolean force) {
        return new S3Replacement(BY_SETTINGS.get(settings), run, force);
    }

    private static S3Client client(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(PATIENCE)
                        .build())
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(new RequestCount()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        if (settings.region() != null) {
            return builder.region(Region.of(settings.region())).build();
        }
        return builder.region(Region.US_EAST_1)
                .crossRegionAccessEnabled(settings.endpoint() == null)
                .build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        S3Settings.Keys keys = settings.keys();
        if (settings.anonymous()) {
            return AnonymousCredentialsProvider.create();
        } else if (keys == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                keys.token() == null
                        ? AwsBasicCredentials.create(keys.access(), keys.secret())
                        : AwsSessionCredentials.create(keys.access(), keys.secret(), keys.token()));
    }
}
