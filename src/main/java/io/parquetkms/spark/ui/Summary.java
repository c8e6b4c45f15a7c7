package io.parquetkms.spark.ui;

/**
 * The key figures of one application, driver and executors together.
 *
 * @param encryptedDatasets datasets of which encrypted files were written
 * @param plaintextDatasets datasets of which files were written in plaintext
 * @param plaintextFiles those files
 * @param calls requests to the KMS, failed ones and checks included
 * @param failedCalls those of them that the KMS did not fulfil
 * @param preflightCalls those of them that checked the keys at start
 * @param dataKeys data keys of files' footers and columns, wrapped and unwrapped
 * @param callsSaved data keys that took no request of their own
 * @param brokered keys that executors got from the driver
 * @param dollars AWS's list price of the calls; 0 where AWS has no part in them
 */
public record Summary(
        long encryptedDatasets,
        long plaintextDatasets,
        long plaintextFiles,
        long calls,
        long failedCalls,
        long preflightCalls,
        long dataKeys,
        long callsSaved,
        long brokered,
        double dollars) {

    /** The calls there would be if each data key took one. */
    long withoutSaving() {
        return calls + callsSaved;
    }
}
