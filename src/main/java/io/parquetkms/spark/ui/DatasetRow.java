package io.parquetkms.spark.ui;

import java.util.List;

/**
 * What one dataset uses one key for.
 *
 * @param dataset path of its directory; empty where it is not known
 * @param keyId ARN of the KMS key, or its name in a keystore
 * @param operation as the KMS calls it: {@code GenerateDataKey} to write, {@code Decrypt} to read
 * @param dataKeys data keys wrapped or unwrapped for it
 * @param source who says so: {@code driver}, which did it itself, or {@code executors}, which told the driver
 * @param requestIds of the KMS requests behind them, as CloudTrail has them
 */
public record DatasetRow(
        String dataset, String keyId, String operation, long dataKeys, String source, List<String> requestIds) {

    public DatasetRow {
        requestIds = List.copyOf(requestIds);
    }
}
