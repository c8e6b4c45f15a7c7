package io.parquetkms.spark.report;

import io.parquetkms.activity.ColumnNames;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.jspecify.annotations.Nullable;

/**
 * In Spark's event log: how files of a dataset were written. One event for the columns under one key, one for those that stay in
 * plaintext, one for files of which nothing is encrypted; again when there are more columns or files.
 */
public final class DatasetWrittenEvent implements SparkListenerEvent {

    private final String dataset;
    private final String key;
    private final ColumnNames columns;
    private final long plaintextFiles;
    private final String reason;
    private final @Nullable PolicyInUse policy;
    private final Source source;
    private final String user;
    private final long time;

    DatasetWrittenEvent(
            String dataset,
            String key,
            ColumnNames columns,
            long plaintextFiles,
            String reason,
            @Nullable PolicyInUse policy,
            Source source,
            String user,
            long time) {
        this.dataset = dataset;
        this.key = key;
        this.columns = columns;
        this.plaintextFiles = plaintextFiles;
        this.reason = reason;
        this.policy = policy;
        this.source = source;
        this.user = user;
        this.time = time;
    }

    /** The directory of the files; empty where it is not known. */
    public String getDataset() {
        return dataset;
    }

    /** As the configuration or the policy has it: a name, an id, an alias or an ARN. Empty in plaintext. */
    public String getKey() {
        return key;
    }

    /** The first columns by name; none where whole files are in plaintext. */
    public List<String> getColumns() {
        return columns.names();
    }

    /** How many other columns there are. */
    public int getMoreColumns() {
        return columns.more();
    }

    /** How many files were begun in plaintext since the last such event; 0 for columns of encrypted files. */
    public long getPlaintextFiles() {
        return plaintextFiles;
    }

    /** Which rule, list, tag or property decided. */
    public String getReason() {
        return reason;
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
