package io.parquetkms.benchmarks.jobs;

import java.io.Serial;

/** What was asked for makes no sense; the message says why. */
public final class InvalidArgumentsException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1;

    public InvalidArgumentsException(String message) {
        super(message);
    }
}
