package io.parquetkms.kms.aws;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * A place where credentials may come from.
 *
 * @param name as errors say it: what a user would set
 * @param absent what errors say where it is not set up
 * @param setUp whether it is; false means that it is not asked
 */
record CredentialSource(
        String name, String absent, BooleanSupplier setUp, Supplier<? extends AwsCredentialsProvider> provider) {

    private static final String NOT_SET = "not set";

    static CredentialSource systemProperties() {
        return new CredentialSource(
                "system properties aws.accessKeyId and aws.secretAccessKey",
                NOT_SET,
                () -> isFilled(System.getProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property())),
                SystemPropertyCredentialsProvider::create);
    }

    static CredentialSource environment() {
        return new CredentialSource(
                "environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                NOT_SET,
                () -> isFilled(System.getenv(SdkSystemSetting.AWS_ACCESS_KEY_ID.environmentVariable())),
                EnvironmentVariableCredentialsProvider::create);
    }

    /** A pod's service account on EKS (IRSA). */
    static CredentialSource webIdentity(Supplier<? extends AwsCredentialsProvider> provider) {
        return new CredentialSource(
                "web identity, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN",
                NOT_SET,
                () -> isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE),
                provider);
    }

    /** Whatever the profile holds: keys, {@code sso_session}, {@code login_session}, {@code credential_process}, a role. */
    static CredentialSource profile(String profile, Supplier<? extends AwsCredentialsProvider> provider) {
        return new CredentialSource(
                "profile '" + profile + "' of " + ProfileFileLocation.configurationFilePath() + " and "
                        + ProfileFileLocation.credentialsFilePath(),
                "no such profile there, or it has no credentials",
                () -> true, // the files are the provider's to read
                provider);
    }

    /** EKS Pod Identity, ECS, and what else speaks their protocol. */
    static CredentialSource container() {
        return new CredentialSource(
                "container, AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                NOT_SET,
                () -> isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
                        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI),
                ContainerCredentialsProvider::create);
    }

    /** The role of an EC2 instance. Nothing says that there is one but an answer: it takes two time-outs of a second. */
    static CredentialSource instanceMetadata() {
        return new CredentialSource(
                "instance metadata service (EC2)",
                "switched off by AWS_EC2_METADATA_DISABLED",
                () -> !SdkSystemSetting.AWS_EC2_METADATA_DISABLED.getBooleanValueOrThrow(),
                InstanceProfileCredentialsProvider::create);
    }

    /** Whether this failure of the provider says that there is nothing to be had, rather than that it is broken. */
    boolean isAbsence(RuntimeException failure) {
        return isWithoutCredentials(failure);
    }

    /** The SDK has no type for it. */
    static boolean isWithoutCredentials(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Profile file contained no credentials");
    }

    private static boolean isSet(SdkSystemSetting setting) {
        return setting.getStringValue().filter(CredentialSource::isFilled).isPresent();
    }

    private static boolean isFilled(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
