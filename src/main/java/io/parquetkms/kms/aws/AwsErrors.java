package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;

/** The SDK's errors in words: what happened, at which service, and what to do about it. */
final class AwsErrors {

    private AwsErrors() {}

    static ParquetCryptoRuntimeException translate(KmsOperation operation, String keyId, SdkException e) {
        if (ErrorKinds.deepest(e).startsWith("Invalid Configuration:")) {
            return new InvalidConfigurationException(
                    operation + " with " + keyId + ": the SDK knows no such endpoint (" + ErrorKinds.deepest(e)
                            + "). AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT or the profile ask for a kind of endpoint"
                            + " that a named endpoint can't be of: set " + AwsProperties.FIPS + "=false or "
                            + AwsProperties.DUALSTACK + "=false to use the named one",
                    e);
        }
        KmsError error = ErrorKinds.of(e);
        String message = operation + " with " + keyId + ": " + what(error, operation, e) + detail(e) + advice(error, e);
        return ErrorKinds.isUnsent(e) ? error.unsent(message, e) : error.exception(message, e);
    }

    /** Whether a credentials provider fails for want of credentials, not because a service is down or throttles. */
    static boolean isAboutCredentials(RuntimeException e) {
        return !(e instanceof SdkException sdk) || ErrorKinds.of(sdk) == KmsError.CREDENTIALS;
    }

    private static String what(KmsError error, KmsOperation operation, SdkException e) {
        CredentialService service = CredentialService.of(e);
        if (service != null && error.isTransient()) {
            return what(error, service);
        } else if (ErrorKinds.isStrangers(e)) {
            return "something answered that is not KMS: an HTTP proxy, a gateway or a login page. Check"
                    + " parquet.kms.aws.endpoint, HTTPS_PROXY and NO_PROXY";
        } else if (e instanceof KmsInvalidStateException && error == KmsError.REJECTED) {
            return "the key's state does not allow it now. If it is in a custom key store, see that the store is connected";
        }
        return what(error, operation);
    }

    private static String what(KmsError error, CredentialService service) {
        return error == KmsError.THROTTLED
                ? service.title() + ", which is asked for the credentials, throttles. Try again later"
                : service.title()
                        + ", which is asked for the credentials, can't be reached or doesn't answer in time. Check "
                        + service.check();
    }

    private static String what(KmsError error, KmsOperation operation) {
        return switch (error) {
            case DENIED -> "access denied. Grant " + operation.iamAction() + " on that key to this role";
            case THROTTLED ->
                "KMS throttles the requests of this account and Region. Try again later, raise"
                        + " parquet.kms.aws.max.attempts, or ask AWS for a higher KMS request quota";
            case UNAVAILABLE ->
                "KMS can't be reached or doesn't answer in time. Check the network, the Region and"
                        + " parquet.kms.aws.endpoint";
            case CREDENTIALS ->
                "no valid AWS credentials. Check parquet.kms.aws.credentials, and that they have not expired";
            case UNUSABLE ->
                "the key is disabled, pending deletion or otherwise out of use. Enable it, or cancel its deletion";
            case NOT_FOUND -> "no such key there. Check the id, the account and the Region (parquet.kms.aws.region)";
            case INVALID ->
                "the wrapped key was changed, or made with another key or encryption context. Read it with the"
                        + " parquet.kms.encryption.context it was written with";
            case UNTRUSTED, REJECTED -> "KMS refuses the request";
        };
    }

    private static String detail(SdkException e) {
        return e instanceof NoCredentialsException ? ". " + e.getMessage() : " (" + reason(e) + ")";
    }

    private static String advice(KmsError error, SdkException e) {
        String login = error == KmsError.CREDENTIALS ? LoginSessions.command(e) : null;
        if (login != null) {
            return ". There is no valid session: run `" + login + "` for that profile, then try again";
        }
        return e instanceof NoCredentialsException ? "\ndocs/aws.md shows how each of them is set up" : "";
    }

    /** What an error says of itself and, where the service has said nothing, what lies at its bottom. */
    static String reason(Throwable e) {
        if (e instanceof CredentialService.Failure failure) {
            return reason(failure.why());
        } else if (e instanceof AwsServiceException service) {
            String code = ErrorKinds.code(service);
            String message = service.awsErrorDetails() == null
                    ? null
                    : service.awsErrorDetails().errorMessage();
            return (code == null ? "HTTP " + service.statusCode() : code)
                    + unlessNull(": ", message)
                    + unlessNull(", request ", service.requestId());
        }
        Throwable root = ErrorKinds.root(e);
        String message = String.valueOf(e.getMessage());
        return message.contains(String.valueOf(root.getMessage()))
                ? message
                : message + " " + root.getClass().getSimpleName() + unlessNull(": ", root.getMessage());
    }

    /** AWS gives some errors no message. */
    private static String unlessNull(String before, @Nullable String text) {
        return text == null ? "" : before + text;
    }
}
