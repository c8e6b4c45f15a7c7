package io.parquetkms.benchmarks.jobs.lineitem;

import java.io.Serial;

/** What was asked for makes no sense; the message says why. */
final class InvalidArgumentsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    InvalidArgumentsException(String message) {
        super(message);
    }
}
