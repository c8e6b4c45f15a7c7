package io.parquetkms.kms.aws;

import io.parquetkms.config.Property;
import java.util.List;

/** The properties of the provider {@code aws}. All begin with {@code parquet.kms.aws.}. */
public final class AwsProperties {

    public static final Property REGION = new Property(
            "parquet.kms.aws.region",
            "",
            "Region of keys given without ARN, and the replica Region for multi-Region keys. A file may name no other but those of"
                    + " configured ARNs. Default: the SDK's own search.");

    public static final Property ENDPOINT = new Property(
            "parquet.kms.aws.endpoint", "", "URL that replaces the Region's KMS endpoint, e.g. a VPC endpoint.");

    public static final Property INSECURE_HTTP_ALLOWED = new Property(
            "parquet.kms.aws.insecure.http.allowed",
            "false",
            "Allows endpoints `http://…` on other machines: keys then cross the network in plaintext. For tests.");

    public static final Property FIPS = new Property(
            "parquet.kms.aws.fips",
            "",
            "Whether to use the FIPS endpoints, of KMS and STS. Default: the SDK's own search (`AWS_USE_FIPS_ENDPOINT`,"
                    + " the profile).");

    public static final Property DUALSTACK = new Property(
            "parquet.kms.aws.dualstack",
            "",
            "Whether to use the dual-stack (IPv6) endpoints, of KMS and STS. Default: the SDK's own search"
                    + " (`AWS_USE_DUALSTACK_ENDPOINT`, the profile).");

    public static final Property CREDENTIALS = new Property(
            "parquet.kms.aws.credentials",
            "default",
            "`default` (the first source set up), `profile:<name>`, `web-identity`, `assume-role:<role ARN>`, or the class"
                    + " name of a credentials provider.");

    public static final Property ROLE_SESSION_NAME = new Property(
            "parquet.kms.aws.assumed.role.session.name", "parquet-kms", "Session name of an assumed role.");

    public static final Property ROLE_EXTERNAL_ID =
            new Property("parquet.kms.aws.assumed.role.external.id", "", "External id that the role asks for.");

    public static final Property STS_ENDPOINT = new Property(
            "parquet.kms.aws.sts.endpoint",
            "",
            "URL that replaces the Region's STS endpoint, for a profile with `role_arn`, too.");

    public static final Property CALL_TIMEOUT = new Property(
            "parquet.kms.aws.call.timeout",
            "60s",
            "For one KMS call with all its attempts; then KMS counts as unreachable.");

    public static final Property ATTEMPT_TIMEOUT =
            new Property("parquet.kms.aws.attempt.timeout", "10s", "For one attempt of a KMS call.");

    public static final Property CONNECT_TIMEOUT =
            new Property("parquet.kms.aws.connect.timeout", "2s", "For connecting to KMS.");

    public static final Property RETRY_MODE = new Property(
            "parquet.kms.aws.retry.mode", "standard", "The SDK's retry mode: `standard`, `adaptive` or `legacy`.");

    public static final Property MAX_ATTEMPTS = new Property(
            "parquet.kms.aws.max.attempts", "6", "Attempts for one KMS call; throttled ones back off in between.");

    public static final Property APP_ID = new Property(
            "parquet.kms.aws.app.id", "parquet-kms", "Application id in the user agent, as CloudTrail shows it.");

    /** All of them, in the order of their table. */
    public static final List<Property> ALL = List.of(
            REGION,
            ENDPOINT,
            INSECURE_HTTP_ALLOWED,
            FIPS,
            DUALSTACK,
            CREDENTIALS,
            ROLE_SESSION_NAME,
            ROLE_EXTERNAL_ID,
            STS_ENDPOINT,
            CALL_TIMEOUT,
            ATTEMPT_TIMEOUT,
            CONNECT_TIMEOUT,
            RETRY_MODE,
            MAX_ATTEMPTS,
            APP_ID);

    private AwsProperties() {}
}
