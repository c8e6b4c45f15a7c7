package io.parquetkms.spark.ui;

import java.time.Instant;

/**
 * A request that the KMS denied.
 *
 * @param when it was denied
 * @param executor id of the process that asked
 * @param operation as the KMS calls it: {@code Decrypt}, …
 * @param keyId ARN of the KMS key, or its name in a keystore; empty where it is not known
 * @param message of the failure
 * @param grant what an administrator would grant, ready to paste; empty where it can't be told
 */
public record DenialRow(Instant when, String executor, String operation, String keyId, String message, String grant) {}
