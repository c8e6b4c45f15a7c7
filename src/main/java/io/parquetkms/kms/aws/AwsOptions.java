package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Values;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to reach AWS KMS.
 *
 * @param region Region of keys given without ARN, and the replica Region to read multi-Region keys in; null: the SDK's own
 *     search (environment, profile, instance)
 * @param endpoint replaces the Region's endpoint
 * @param fips whether to use FIPS endpoints
 * @param dualstack whether to use dual-stack endpoints
 * @param credentials {@code default}, {@code profile:<name>}, {@code web-identity}, {@code assume-role:<ARN>} or a class
 * @param roleSessionName session name of an assumed role
 * @param roleExternalId external id of an assumed role
 * @param stsEndpoint replaces the Region's STS endpoint
 * @param callTimeout for one call with all its attempts
 * @param attemptTimeout for one attempt
 * @param connectTimeout for connecting
 * @param retryMode how the SDK retries
 * @param maxAttempts attempts for one call, the first included
 * @param appId application id in the user agent
 */
record AwsOptions(
        @Nullable String region,
        @Nullable URI endpoint,
        boolean fips,
        boolean dualstack,
        String credentials,
        String roleSessionName,
        @Nullable String roleExternalId,
        @Nullable URI stsEndpoint,
        Duration callTimeout,
        Duration attemptTimeout,
        Duration connectTimeout,
        RetryMode retryMode,
        int maxAttempts,
        String appId) {

    /** The SDK's retry modes. */
    public enum RetryMode {
        STANDARD,
        ADAPTIVE,
        LEGACY
    }

    public AwsOptions {
        if (attemptTimeout.compareTo(callTimeout) > 0) {
            throw new InvalidConfigurationException(
                    AwsProperties.ATTEMPT_TIMEOUT + " must not be longer than " + AwsProperties.CALL_TIMEOUT);
        }
        if (endpoint != null && (fips || dualstack)) {
            throw new InvalidConfigurationException(AwsProperties.ENDPOINT + " names the endpoint itself: unset "
                    + AwsProperties.FIPS + " and " + AwsProperties.DUALSTACK);
        }
    }

    /** The property, or what the SDK would look at first; the SDK's slower places are left to the SDK. */
    private static @Nullable String region(Values values) {
        return Stream.of(
                        values.text(AwsProperties.REGION),
                        System.getProperty("aws.region"),
                        System.getenv("AWS_REGION"))
                .filter(region -> region != null && !region.isBlank())
                .findFirst()
                .orElse(null);
    }

    static AwsOptions read(Values values) {
        Duration shortest = Duration.ofMillis(1);
        return new AwsOptions(
                region(values),
                values.url(AwsProperties.ENDPOINT),
                values.flag(AwsProperties.FIPS),
                values.flag(AwsProperties.DUALSTACK),
                values.required(AwsProperties.CREDENTIALS),
                values.required(AwsProperties.ROLE_SESSION_NAME),
                values.text(AwsProperties.ROLE_EXTERNAL_ID),
                values.url(AwsProperties.STS_ENDPOINT),
                values.duration(AwsProperties.CALL_TIMEOUT, shortest),
                values.duration(AwsProperties.ATTEMPT_TIMEOUT, shortest),
                values.duration(AwsProperties.CONNECT_TIMEOUT, shortest),
                values.oneOf(AwsProperties.RETRY_MODE, RetryMode.class),
                (int) values.number(AwsProperties.MAX_ATTEMPTS, 1, 100),
                values.required(AwsProperties.APP_ID));
    }
}
