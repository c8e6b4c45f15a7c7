package io.parquetkms.spark.ui;

import java.time.Duration;

/**
 * Requests to the KMS with one outcome.
 *
 * @param operation as the KMS calls it: {@code GenerateDataKey}, …
 * @param outcome {@value #OK}, or why it failed, in a word: {@code denied}, {@code throttled}, {@code unsent-credentials}, …
 * @param mean average time from the request to its answer, retries included
 * @param max the longest
 */
public record CallRow(String operation, String outcome, long count, Duration mean, Duration max) {

    /** The outcome of a request that the KMS fulfilled. */
    public static final String OK = "ok";

    boolean failed() {
        return !outcome.equals(OK);
    }
}
