package io.parquetkms.kms.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Tells by a failure that somebody has to log in again, and how.
 *
 * <p>The exceptions of {@code sso}, {@code ssooidc} and {@code signin} are known by their names, which end so in the
 * bundle, too: where such a module is missing, the failure of another must still be told.
 */
final class LoginSessions {

    private static final List<String> OF_SSO = List.of(
            ".services.sso.auth.ExpiredTokenException",
            ".services.sso.model.SsoException",
            ".services.ssooidc.model.SsoOidcException");

    private static final List<String> OF_SIGN_IN = List.of(".services.signin.model.SigninException");

    private LoginSessions() {}

    /** The command that makes a new session; null where the failure is about something else. */
    static @Nullable String command(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isA(cause, OF_SSO)) {
                return "aws sso login";
            } else if (isA(cause, OF_SIGN_IN) || wantsReauthentication(cause)) {
                return "aws login";
            }
        }
        return null;
    }

    private static boolean isA(Throwable failure, List<String> names) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (names.stream().anyMatch(type.getName()::endsWith)) {
                return true;
            }
        }
        return false;
    }

    /** The SDK has no type for a login session that is missing or has expired. */
    private static boolean wantsReauthentication(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof SdkClientException
                && (message.contains("re-authenticate") || message.contains("reauthenticate"));
    }
}
