package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Property;
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
 * @param insecureHttpAllowed whether keys may cross the network in plaintext
 * @param fips whether to use FIPS endpoints; null: the SDK's own search
 * @param dualstack whether to use dual-stack endpoints; null: the SDK's own search
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
        boolean insecureHttpAllowed,
        @Nullable Boolean fips,
        @Nullable Boolean dualstack,
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

    private static final String PROFILE = "profile:";

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
        if (endpoint != null && (Boolean.TRUE.equals(fips) || Boolean.TRUE.equals(dualstack))) {
            throw new InvalidConfigurationException(AwsProperties.ENDPOINT + " names the endpoint itself: unset "
                    + AwsProperties.FIPS + " and " + AwsProperties.DUALSTACK);
        }
        if (!insecureHttpAllowed) {
            requireSafe(AwsProperties.ENDPOINT, endpoint);
            requireSafe(AwsProperties.STS_ENDPOINT, stsEndpoint);
        }
    }

    private static void requireSafe(Property property, @Nullable URI endpoint) {
        if (endpoint != null && !AwsHttp.isSafe(endpoint.getScheme(), endpoint.getHost())) {
            throw AwsHttp.refused(property + " is", endpoint);
        }
    }

    /** The profile that gives the credentials, whose other settings then hold, too; null: that of the environment. */
    @Nullable
    String profile() {
        return credentials.startsWith(PROFILE) ? credentials.substring(PROFILE.length()) : null;
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

    private static @Nullable Boolean flag(Values values, Property property) {
        return values.text(property) == null ? null : (Boolean) values.flag(property);
    }

    static AwsOptions read(Values values) {
        Duration shortest = Duration.ofMillis(1);
        return new AwsOptions(
                region(values),
                values.url(AwsProperties.ENDPOINT),
                values.flag(AwsProperties.INSECURE_HTTP_ALLOWED),
                flag(values, AwsProperties.FIPS),
                flag(values, AwsProperties.DUALSTACK),
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
