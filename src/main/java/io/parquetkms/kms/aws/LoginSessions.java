package io.parquetkms.kms.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.signin.model.SigninException;
import software.amazon.awssdk.services.sso.auth.ExpiredTokenException;
import software.amazon.awssdk.services.sso.model.SsoException;
import software.amazon.awssdk.services.ssooidc.model.SsoOidcException;

/** Tells by a failure that somebody has to log in again, and how. */
final class LoginSessions {

    private LoginSessions() {}

    /** The command that makes a new session; null where the failure is about something else. */
    static @Nullable String command(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpiredTokenException
                    || cause instanceof SsoException
                    || cause instanceof SsoOidcException) {
                return "aws sso login";
            } else if (cause instanceof SigninException || wantsReauthentication(cause)) {
                return "aws login";
            }
        }
        return null;
    }

    /** The SDK has no type for a login session that is missing or has expired. */
    private static boolean wantsReauthentication(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException
                && (message.contains("re-authenticate") || message.contains("reauthenticate"));
    }
}
