package io.parquetkms.spark.report;

import io.parquetkms.activity.ColumnNames;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.jspecify.annotations.Nullable;

/**
 * In Spark's event log: data keys of one dataset that were wrapped or unwrapped under one KMS key since the last such event.
 * The request ids are those of the KMS requests behind them, as CloudTrail has them.
 */
public final class KeyUsageEvent implements SparkListenerEvent {

    private final String dataset;
    private final String kmsKey;
    private final String operation;
    private final long dataKeys;
    private final List<String> kmsRequestIds;
    private final List<String> keyMaterialIds;
    private final @Nullable ColumnNames inPlaintext;
    private final @Nullable PolicyInUse policy;
    private final Source source;
    private final String user;
    private final long time;

    KeyUsageEvent(
            String dataset,
            String kmsKey,
            String operation,
            long dataKeys,
            List<String> kmsRequestIds,
            List<String> keyMaterialIds,
            @Nullable ColumnNames inPlaintext,
            @Nullable PolicyInUse policy,
            Source source,
            String user,
            long time) {
        this.dataset = dataset;
        this.kmsKey = kmsKey;
        this.operation = operation;
        this.dataKeys = dataKeys;
        this.kmsRequestIds = List.copyOf(kmsRequestIds);
        this.keyMaterialIds = List.copyOf(keyMaterialIds);
        this.inPlaintext = inPlaintext;
        this.policy = policy;
        this.source = source;
        this.user = user;
        this.time = time;
    }

    /** The directory of the files; empty where it is not known. */
    public String getDataset() {
        return dataset;
    }

    /** The KMS key's ARN. */
    public String getKmsKey() {
        return kmsKey;
    }

    /** {@code GenerateDataKey} for writing, {@code Decrypt} for reading. */
    public String getOperation() {
        return operation;
    }

    /** How many. */
    public long getDataKeys() {
        return dataKeys;
    }

    /** Empty with a keystore. */
    public List<String> getKmsRequestIds() {
        return kmsRequestIds;
    }

    /** Which materials of the KMS key wrap them: several where it was rotated; empty where the KMS doesn't say. */
    public List<String> getKeyMaterialIds() {
        return keyMaterialIds;
    }

    /**
     * The first columns by name that stay in plaintext in files of the dataset that the application has written. Empty where it
     * encrypted all; null where that is not known, and for {@code Decrypt}.
     */
    public @Nullable List<String> getPlaintextColumns() {
        return inPlaintext == null ? null : inPlaintext.names();
    }

    /** How many other columns stay in plaintext. */
    public int getMorePlaintextColumns() {
        return inPlaintext == null ? 0 : inPlaintext.more();
    }

    /** Where the policy was read from; null where there is none. */
    public @Nullable String getPolicy() {
        return policy == null ? null : policy.location();
    }

    /** SHA-256 of the policy, in hexadecimal digits. */
    public @Nullable String getPolicySha256() {
        return policy == null ? null : policy.sha256();
    }

    /** Who says so: {@code driver}, which did it itself, or {@code executors}, which told the driver. */
    public String getSource() {
        return source.toString();
    }

    /** Who runs the application. */
    public String getUser() {
        return user;
    }

    /** Milliseconds since 1970. */
    public long getTime() {
        return time;
    }

    @Override
    public boolean logEvent() {
        return true;
    }
}
