package io.parquetkms.aes;

/** A provider that won't be used; the message says why, as the end of a sentence. */
final class UnusableProviderException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableProviderException(String message) {
        super(message);
    }

    UnusableProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
