package io.parquetkms.config;

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
public record AwsOptions(
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
        String appId)
        implements ProviderOptions {

    /** The SDK's retry modes. */
    public enum RetryMode {
        STANDARD,
        ADAPTIVE,
        LEGACY
    }

    public AwsOptions {
        if (attemptTimeout.compareTo(callTimeout) > 0) {
            throw new InvalidConfigurationException(
                    KmsProperties.AWS_ATTEMPT_TIMEOUT + " must not be longer than " + KmsProperties.AWS_CALL_TIMEOUT);
        }
        if (endpoint != null && (fips || dualstack)) {
            throw new InvalidConfigurationException(KmsProperties.AWS_ENDPOINT + " names the endpoint itself: unset "
                    + KmsProperties.AWS_FIPS + " and " + KmsProperties.AWS_DUALSTACK);
        }
    }

    /** The property, or what the SDK would look at first; the SDK's slower places are left to the SDK. */
    private static @Nullable String region(Values values) {
        return Stream.of(
                        values.text(KmsProperties.AWS_REGION),
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
                values.url(KmsProperties.AWS_ENDPOINT),
                values.flag(KmsProperties.AWS_FIPS),
                values.flag(KmsProperties.AWS_DUALSTACK),
                values.required(KmsProperties.AWS_CREDENTIALS),
                values.required(KmsProperties.AWS_ROLE_SESSION_NAME),
                values.text(KmsProperties.AWS_ROLE_EXTERNAL_ID),
                values.url(KmsProperties.AWS_STS_ENDPOINT),
                values.duration(KmsProperties.AWS_CALL_TIMEOUT, shortest),
                values.duration(KmsProperties.AWS_ATTEMPT_TIMEOUT, shortest),
                values.duration(KmsProperties.AWS_CONNECT_TIMEOUT, shortest),
                values.oneOf(KmsProperties.AWS_RETRY_MODE, RetryMode.class),
                (int) values.number(KmsProperties.AWS_MAX_ATTEMPTS, 1, 100),
                values.required(KmsProperties.AWS_APP_ID));
    }
}
