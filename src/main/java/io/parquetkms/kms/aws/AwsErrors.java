package io.parquetkms.kms.aws;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import java.util.Set;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyUnavailableException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.sts.model.IdpCommunicationErrorException;

/**
 * The SDK's errors, told apart once: what happened and what to do about it.
 *
 * <p>Source: the errors of each operation in the AWS KMS API reference, and its list of common errors.
 */
final class AwsErrors {

    private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied", "NotAuthorized");

    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredTokenException",
            "ExpiredToken",
            "RequestExpired",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    private AwsErrors() {}

    static ParquetCryptoRuntimeException translate(KmsOperation operation, String keyId, SdkException e) {
        KmsError error = kind(e);
        String message = operation + " with " + keyId + ": " + what(error, operation) + detail(e) + advice(error, e);
        return error.exception(message, e);
    }

    private static KmsError kind(SdkException e) {
        if (e instanceof KmsException kms) {
            return kind(kms);
        } else if (e instanceof AwsServiceException service) {
            return kind(service);
        }
        return e instanceof SdkClientException && saysCredentials(e) ? KmsError.CREDENTIALS : KmsError.UNAVAILABLE;
    }

    /** STS, SSO and Sign-In give credentials: their denial is none of KMS, and no right on the key would help. */
    private static KmsError kind(AwsServiceException e) {
        if (e.isThrottlingException()) {
            return KmsError.THROTTLED;
        }
        return e.statusCode() >= 500 || e instanceof IdpCommunicationErrorException
                ? KmsError.UNAVAILABLE
                : KmsError.CREDENTIALS;
    }

    private static KmsError kind(KmsException e) {
        String code = code(e);
        if (DENIED.contains(code)) {
            return KmsError.DENIED;
        } else if (CREDENTIALS.contains(code)) {
            return KmsError.CREDENTIALS;
        } else if (e.isThrottlingException() || "LimitExceededException".equals(code)) {
            return KmsError.THROTTLED;
        } else if (e instanceof DisabledException || e instanceof KmsInvalidStateException) {
            return KmsError.UNUSABLE;
        } else if (e instanceof NotFoundException) {
            return KmsError.NOT_FOUND;
        } else if (e instanceof InvalidCiphertextException || e instanceof IncorrectKeyException) {
            return KmsError.INVALID;
        } else if (e instanceof KmsInternalException
                || e instanceof DependencyTimeoutException
                || e instanceof KeyUnavailableException
                || e.statusCode() >= 500) {
            return KmsError.UNAVAILABLE;
        }
        return KmsError.REJECTED;
    }

    /** Whether a credentials provider fails for want of credentials, not because a service is down or throttles. */
    static boolean isAboutCredentials(RuntimeException e) {
        return !(e instanceof SdkException sdk) || kind(sdk) == KmsError.CREDENTIALS;
    }

    /** The SDK has no type for it: the providers throw plain client exceptions before any request is made. */
    private static boolean saysCredentials(SdkException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof NoCredentialsException
                || LoginSessions.command(e) != null
                || message.contains("credentials")
                || message.contains("WebIdentity");
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
        if (e instanceof AwsServiceException service) {
            String message = service.awsErrorDetails() == null
                    ? null
                    : service.awsErrorDetails().errorMessage();
            return code(service) + unlessNull(": ", message) + unlessNull(", request ", service.requestId());
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(e.getMessage());
        return message.contains(String.valueOf(root.getMessage()))
                ? message
                : message + " " + root.getClass().getSimpleName() + unlessNull(": ", root.getMessage());
    }

    /** AWS gives some errors no message. */
    private static String unlessNull(String before, @Nullable String text) {
        return text == null ? "" : before + text;
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? "HTTP " + e.statusCode()
                : e.awsErrorDetails().errorCode();
    }
}
