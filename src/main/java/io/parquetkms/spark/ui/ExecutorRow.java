package io.parquetkms.spark.ui;

import java.time.Instant;

/**
 * One process of the application, as it last reported.
 *
 * @param id Spark's; {@value #DRIVER} for the driver
 * @param host where it runs, may have a port
 * @param aes whose AES-GCM it uses: a provider's name and version
 * @param active whether it still runs
 * @param keksInMemory key encryption keys it holds
 * @param hits times it needed a key and had it
 * @param brokered keys it got from the driver
 * @param calls requests it made to the KMS
 * @param failures those of them that failed
 * @param evictions keys dropped for want of room or because their time was over
 * @param graceUses uses of a key past its time, while the KMS was unreachable or throttling
 * @param lastSeen when it last reported
 */
public record ExecutorRow(
        String id,
        String host,
        String aes,
        boolean active,
        long keksInMemory,
        long hits,
        long brokered,
        long calls,
        long failures,
        long evictions,
        long graceUses,
        Instant lastSeen) {

    /** The driver's id. */
    public static final String DRIVER = "driver";
}
