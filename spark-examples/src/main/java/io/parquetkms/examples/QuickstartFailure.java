package io.parquetkms.examples;

/** Something that the quickstart promises does not hold, or its options can't be used. The message is for the user. */
final class QuickstartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QuickstartFailure(String message) {
        super(message);
    }

    QuickstartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static void check(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            throw new QuickstartFailure("Check failed: " + otherwise.formatted(values));
        }
    }
}
