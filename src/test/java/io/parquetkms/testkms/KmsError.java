package io.parquetkms.testkms;

import org.jspecify.annotations.Nullable;

/**
 * A refusal in AWS's words: an error code, a message and an HTTP status. The message is null where AWS sends none
 * ({@code InvalidCiphertextException}).
 */
final class KmsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    KmsError(String code, @Nullable String message) {
        this(code, message, 400);
    }

    KmsError(String code, @Nullable String message, int status) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    static KmsError validation(String what, String constraint) {
        return new KmsError(
                "ValidationException",
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
                        .formatted(what, constraint));
    }

    static KmsError notFound(String message) {
        return new KmsError("NotFoundException", message);
    }

    static KmsError invalidState(String message) {
        return new KmsError("KMSInvalidStateException", message);
    }

    static KmsError accessDenied(String message) {
        return new KmsError("AccessDeniedException", message);
    }

    static KmsError invalidCiphertext() {
        return new KmsError("InvalidCiphertextException", null);
    }

    static KmsError serialization(String message) {
        return new KmsError("SerializationException", message);
    }

    static KmsError unsupported(String message) {
        return new KmsError("UnsupportedOperationException", message);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }
}
