package io.parquetkms.kms.aws;

import io.parquetkms.kms.KmsError;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
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

/**
 * What kind of failure an SDK's error is.
 *
 * <p>Source: the errors of each operation in the AWS KMS API reference, and its list of common errors. No type of a module
 * beside KMS is named here, since errors are told also where such a module is missing.
 */
final class ErrorKinds {

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

    /** STS could not reach the one that vouches for a web identity. */
    private static final String IDENTITY_PROVIDER_SILENT = "IDPCommunicationError";

    /**
     * A key that its owner put out of use. The other states of the same exception pass: of a custom key store that is not
     * connected ("is unavailable"), of a replica that is being made or updated.
     */
    private static final Pattern OUT_OF_USE =
            Pattern.compile("\\bis\\s*(disabled|pending\\s*(replica\\s*)?deletion|pending\\s*import)");

    private ErrorKinds() {}

    static KmsError of(SdkException e) {
        if (e instanceof CredentialService.Failure failure) {
            return of(failure.why());
        } else if (e instanceof KmsException kms) {
            return of(kms);
        } else if (e instanceof AwsServiceException service) {
            return ofCredentials(service);
        }
        return saysCredentials(e) ? KmsError.CREDENTIALS : KmsError.UNAVAILABLE;
    }

    /** STS, SSO and Sign-In give credentials: their denial is none of KMS, and no right on the key would help. */
    private static KmsError ofCredentials(AwsServiceException e) {
        if (e.isThrottlingException()) {
            return KmsError.THROTTLED;
        }
        return e.statusCode() >= 500 || IDENTITY_PROVIDER_SILENT.equals(code(e))
                ? KmsError.UNAVAILABLE
                : KmsError.CREDENTIALS;
    }

    private static KmsError of(KmsException e) {
        String code = code(e);
        if (code != null && DENIED.contains(code)) {
            return KmsError.DENIED;
        } else if (code != null && CREDENTIALS.contains(code)) {
            return KmsError.CREDENTIALS;
        } else if (e.isThrottlingException() || "LimitExceededException".equals(code)) {
            return KmsError.THROTTLED;
        } else if (e instanceof DisabledException || isOutOfUse(e)) {
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

    private static boolean isOutOfUse(KmsException e) {
        return e instanceof KmsInvalidStateException
                && OUT_OF_USE
                        .matcher(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT))
                        .find();
    }

    /** Whether something answered in the place of KMS: an answer of AWS has a code. */
    static boolean isStrangers(SdkException e) {
        return e instanceof KmsException kms && code(kms) == null && kms.statusCode() < 500;
    }

    /** Whether nothing was sent to KMS, as far as the last attempt tells. */
    static boolean isUnsent(SdkException e) {
        if (e instanceof CredentialService.Failure || saysCredentials(e)) {
            return true;
        }
        Throwable root = root(e);
        return root instanceof UnknownHostException
                || root instanceof ConnectException
                || root instanceof NoRouteToHostException
                || root instanceof SSLHandshakeException
                || (root instanceof SocketTimeoutException && says(root, "connect"))
                || says(root, "unable to tunnel through proxy");
    }

    private static boolean says(Throwable e, String words) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What stands at the bottom of a failure. */
    static String deepest(Throwable e) {
        Throwable root = root(e);
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The SDK has no type for it: the providers throw plain client exceptions before any request is made. */
    private static boolean saysCredentials(SdkException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof SdkClientException
                && (e instanceof NoCredentialsException
                        || LoginSessions.command(e) != null
                        || message.contains("credentials")
                        || message.contains("WebIdentity"));
    }

    /** The service's own word; null where something answered that is no service of AWS. */
    static @Nullable String code(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    }
}
