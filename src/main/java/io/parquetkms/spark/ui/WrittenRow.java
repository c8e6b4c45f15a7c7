package io.parquetkms.spark.ui;

import java.util.List;

/**
 * How a dataset was written: columns of it under one key, columns that stay in plaintext, or files of which nothing is encrypted.
 *
 * @param dataset path of its directory; empty where it is not known
 * @param columns the first by name; {@code (footer)} and {@code (all columns)} among them; none where whole files are in plaintext
 * @param moreColumns how many others
 * @param key as the configuration or the policy has it: a name, an id, an alias or an ARN; empty in plaintext
 * @param keyId what that name stands for; empty where it is none, and in plaintext
 * @param plaintextFiles files begun of which nothing is encrypted; 0 for columns of encrypted files
 * @param reason which rule, list, tag or property decided
 * @param source who says so: {@code driver}, which did it itself, or {@code executors}, which told the driver
 */
public record WrittenRow(
        String dataset,
        List<String> columns,
        int moreColumns,
        String key,
        String keyId,
        long plaintextFiles,
        String reason,
        String source) {

    public WrittenRow {
        columns = List.copyOf(columns);
    }

    /** Whether these columns, or whole files, are not encrypted. */
    public boolean inPlaintext() {
        return key.isEmpty();
    }
}
