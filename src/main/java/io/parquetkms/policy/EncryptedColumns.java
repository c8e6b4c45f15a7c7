package io.parquetkms.policy;

import io.parquetkms.config.ColumnOptions;
import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file are encrypted, and with which key. Every column is named to Parquet one by one: its own "complete
 * columns" exists only since 1.14, and 1.13 would leave the others in plaintext.
 *
 * @param byKey the columns with keys of their own, by KMS key as the user wrote it
 * @param withFooterKey columns encrypted with the footer's key
 * @param plaintext columns that stay in plaintext; without a schema, {@link PlaintextColumns#NOT_LISTED}
 */
public record EncryptedColumns(
        Map<String, List<ColumnPath>> byKey, Set<ColumnPath> withFooterKey, Set<ColumnPath> plaintext) {

    /**
     * Finds the columns of one file.
     *
     * @param guarded whether the file must be encrypted
     * @param schema of the file; null where the writer gives none, and Parquet checks the names
     * @param path for messages
     * @throws InvalidConfigurationException if the file lacks a configured column, listing those it has; if it has one that
     *     nobody listed and that must not be; or if its pages would show a part of an encrypted column
     */
    public static EncryptedColumns of(
            EncryptionOptions options,
            ColumnOptions columns,
            boolean guarded,
            @Nullable MessageType schema,
            @Nullable Path path) {
        EncryptedColumns found = find(options, columns, guarded, schema, path);
        if (columns.v2Pages() && !columns.plaintextLevels()) {
            refusePlaintextLevels(found, schema, path);
        }
        return found;
    }

    private static EncryptedColumns find(
            EncryptionOptions options,
            ColumnOptions columns,
            boolean guarded,
            @Nullable MessageType schema,
            @Nullable Path path) {
        if (options.uniform()) {
            return new EncryptedColumns(Map.of(), Set.of(), Set.of());
        }
        Unmatched unmatched = options.completeColumns() ? Unmatched.FOOTER : columns.unmatched(guarded);
        if (schema == null) {
            return withoutSchema(options, unmatched, path);
        }
        ListedColumns listed = new ListedColumns(schema, path);
        Map<String, List<ColumnPath>> byKey = listed.find(options.columns());
        Set<ColumnPath> others = new LinkedHashSet<>(listed.leaves());
        byKey.values().forEach(others::removeAll);
        return switch (unmatched) {
            case FOOTER -> new EncryptedColumns(byKey, others, Set.of());
            case PLAINTEXT -> new EncryptedColumns(byKey, Set.of(), others);
            case FAIL -> {
                refuseUnlisted(others, path);
                yield new EncryptedColumns(byKey, Set.of(), Set.of());
            }
        };
    }

    /** Parquet itself refuses to write a file that lacks an encrypted column. Which others there are, it doesn't say. */
    private static EncryptedColumns withoutSchema(EncryptionOptions options, Unmatched unmatched, @Nullable Path path) {
        if (unmatched != Unmatched.PLAINTEXT) {
            throw new InvalidConfigurationException("The writer of " + Datasets.nameOf(path)
                    + " gives no schema to find the columns in that " + ParquetProperties.COLUMN_KEYS
                    + " leaves out, which "
                    + "must not stay in plaintext (" + KmsProperties.COLUMNS_UNMATCHED + ", "
                    + ParquetProperties.COMPLETE_COLUMNS + "): use " + ParquetProperties.UNIFORM_KEY);
        }
        return new EncryptedColumns(options.columns(), Set.of(), Set.of(PlaintextColumns.NOT_LISTED));
    }

    private static void refuseUnlisted(Set<ColumnPath> others, @Nullable Path path) {
        if (!others.isEmpty()) {
            throw new InvalidConfigurationException("Columns of " + Datasets.nameOf(path) + " that "
                    + ParquetProperties.COLUMN_KEYS + " leaves out: " + ColumnHint.list(others) + ". "
                    + KmsProperties.COLUMNS_UNMATCHED + "=fail allows none: list them. (This file was not written.)");
        }
    }

    /** Of a column that is not null and not repeated V2 pages have no levels: nothing of it is left in plaintext. */
    private static void refusePlaintextLevels(
            EncryptedColumns found, @Nullable MessageType schema, @Nullable Path path) {
        List<ColumnPath> withLevels = schema == null
                ? List.of()
                : schema.getPaths().stream()
                        .filter(column -> Levels.has(schema, column))
                        .map(ColumnPath::get)
                        .filter(column -> !found.plaintext.contains(column))
                        .toList();
        if (schema == null || !withLevels.isEmpty()) {
            throw new InvalidConfigurationException("Refusing to write " + Datasets.nameOf(path) + " with "
                    + ColumnOptions.V2_PAGES + ": Parquet leaves which values are null, and how lists are cut,"
                    + " in plaintext and open to changes in V2 pages of "
                    + (schema == null ? "a writer that gives no schema" : ColumnHint.list(withLevels))
                    + ". Set it to v1, or "
                    + KmsProperties.PLAINTEXT_LEVELS + "=true if that may be. (This file was not written.)");
        }
    }

    /** How many columns are encrypted one by one. */
    public int number() {
        return withFooterKey.size()
                + byKey.values().stream().mapToInt(List::size).sum();
    }

    /** What to tell once about columns that stay in plaintext. */
    public PlaintextColumns told() {
        return new PlaintextColumns(
                plaintext, byKey.values().stream().flatMap(List::stream).toList());
    }
}
