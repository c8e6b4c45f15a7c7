package io.parquetkms.spark.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one dataset uses one key for.
 *
 * @param dataset path of its directory; empty where it is not known
 * @param keyName as {@code parquet.kms.key.<name>} or the policy has it; empty for none
 * @param keyId ARN of the KMS key, or its name in a keystore
 * @param operation as the KMS calls it: {@code GenerateDataKey} to write, {@code Decrypt} to read
 * @param dataKeys data keys wrapped or unwrapped for it
 * @param source who says so: {@code driver}, which did it itself, or {@code executors}, which told the driver
 * @param requestIds of the KMS requests behind them, as CloudTrail has them
 * @param keyMaterialIds of the KMS key, likewise; none where they are not known
 * @param plaintextColumns the first columns by name that stay in plaintext in files that were written; empty where all are
 *     encrypted, null where that is not known, and for {@code Decrypt}
 * @param morePlaintextColumns how many others stay in plaintext
 */
public record DatasetRow(
        String dataset,
        String keyName,
        String keyId,
        String operation,
        long dataKeys,
        String source,
        List<String> requestIds,
        List<String> keyMaterialIds,
        @Nullable List<String> plaintextColumns,
        int morePlaintextColumns) {

    public DatasetRow {
        requestIds = List.copyOf(requestIds);
        keyMaterialIds = List.copyOf(keyMaterialIds);
        plaintextColumns = plaintextColumns == null ? null : List.copyOf(plaintextColumns);
    }
}
