package io.parquetkms.examples;

import io.parquetkms.activity.Statistics;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.process.KmsRuntime;

/**
 * Calls that the library made to the KMS, from the start of the JVM or in a stretch of time.
 *
 * @param generated new key encryption keys: {@code kms:GenerateDataKey}
 * @param decrypted key encryption keys unwrapped: {@code kms:Decrypt}
 * @param refused calls that failed
 * @param all calls of every kind, failed ones too
 */
record KmsCalls(long generated, long decrypted, long refused, long all) {

    /** Up to now. Counts this JVM, which in local mode is all of Spark. */
    static KmsCalls soFar() {
        Statistics.Snapshot statistics =
                KmsRuntime.current().journal().statistics().snapshot();
        return new KmsCalls(
                statistics.calls().succeeded(KmsOperation.GENERATE_DATA_KEY),
                statistics.calls().succeeded(KmsOperation.DECRYPT),
                statistics.calls().failed(),
                statistics.calls().total());
    }

    static KmsCalls since(KmsCalls earlier) {
        KmsCalls now = soFar();
        return new KmsCalls(
                now.generated - earlier.generated,
                now.decrypted - earlier.decrypted,
                now.refused - earlier.refused,
                now.all - earlier.all);
    }
}
