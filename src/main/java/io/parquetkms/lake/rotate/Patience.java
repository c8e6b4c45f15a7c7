package io.parquetkms.lake.rotate;

import io.parquetkms.kms.KmsError;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * Goes on after a KMS that throttles or does not answer, more and more slowly: a run of hours should not end because of a minute. What
 * the SDK has tried again by itself comes here as one failure. Safe on any thread.
 */
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Together about a quarter of an hour. */
    private static final int ATTEMPTS = 35;

    private final Pause pause;

    Patience(Pause pause) {
        this.pause = pause;
    }

    /** What is asked of the KMS. */
    @FunctionalInterface
    interface Request<T, E extends Exception> {

        T send() throws E;
    }

    /** Asks until there is an answer, or the attempts are used up. */
    <T, E extends Exception> T ask(Request<T, E> request) throws E, InterruptedIOException {
        Duration wait = FIRST;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (ParquetCryptoRuntimeException e) {
                KmsError error = KmsError.of(e);
                if (error == null || !error.isTransient() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        }
    }

    private void sleep(Duration wait) throws InterruptedIOException {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the KMS");
        }
    }
}
