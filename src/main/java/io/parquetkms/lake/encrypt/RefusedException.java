package io.parquetkms.lake.encrypt;

import java.io.IOException;

/** It could be done, but not rightly. Says why, and what to do. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
