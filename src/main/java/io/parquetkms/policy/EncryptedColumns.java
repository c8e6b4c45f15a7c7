package io.parquetkms.policy;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
 */
public record EncryptedColumns(Map<String, List<ColumnPath>> byKey, Set<ColumnPath> withFooterKey) {

    private static final int MAX_LISTED = 100;

    /**
     * Finds the columns of one file.
     *
     * @param schema of the file; null where the writer gives none, and Parquet checks the names
     * @param path for messages
     * @throws InvalidConfigurationException if the file lacks a configured column, listing those it has
     */
    public static EncryptedColumns of(EncryptionOptions options, @Nullable MessageType schema, @Nullable Path path) {
        if (options.uniform()) {
            return new EncryptedColumns(Map.of(), Set.of());
        }
        if (schema == null) {
            return withoutSchema(options, path);
        }
        options.columns().values().forEach(columns -> columns.forEach(column -> check(column, schema, path)));
        if (!options.completeColumns()) {
            return new EncryptedColumns(options.columns(), Set.of());
        }
        Set<ColumnPath> others = leaves(schema);
        options.columns().values().forEach(others::removeAll);
        return new EncryptedColumns(options.columns(), others);
    }

    /** Parquet itself refuses to write a file that lacks an encrypted column. Which others there are, it doesn't say. */
    private static EncryptedColumns withoutSchema(EncryptionOptions options, @Nullable Path path) {
        if (options.completeColumns()) {
            throw new InvalidConfigurationException("The writer of " + Datasets.nameOf(path)
                    + " gives no schema to find the columns in that " + ParquetProperties.COMPLETE_COLUMNS
                    + " means: use " + ParquetProperties.UNIFORM_KEY + ", or unset it");
        }
        return new EncryptedColumns(options.columns(), Set.of());
    }

    /** How many columns are encrypted. */
    public int number() {
        return withFooterKey.size()
                + byKey.values().stream().mapToInt(List::size).sum();
    }

    private static Set<ColumnPath> leaves(MessageType schema) {
        return schema.getPaths().stream().map(ColumnPath::get).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void check(ColumnPath wanted, MessageType schema, @Nullable Path path) {
        if (schema.containsPath(wanted.toArray())) {
            return;
        }
        Set<ColumnPath> leaves = leaves(schema);
        throw new InvalidConfigurationException("Column '" + wanted.toDotString() + "' of "
                + ParquetProperties.COLUMN_KEYS
                + " is not in " + Datasets.nameOf(path) + ". " + hint(wanted, leaves) + " Its columns: " + list(leaves)
                + ". (Nothing was written.)");
    }

    private static String hint(ColumnPath wanted, Set<ColumnPath> leaves) {
        String name = wanted.toDotString();
        List<String> names = leaves.stream().map(ColumnPath::toDotString).toList();
        List<String> inside =
                names.stream().filter(leaf -> leaf.startsWith(name + ".")).toList();
        if (!inside.isEmpty()) {
            return "It is a group: name its leaf columns, " + String.join(", ", inside) + ".";
        }
        return names.stream()
                .filter(leaf -> leaf.equalsIgnoreCase(name))
                .findFirst()
                .map(leaf -> "Names are case-sensitive: did you mean '" + leaf + "'?")
                .orElse(
                        "Correct the name; a partition column can't be encrypted, its value is in the directory's name.");
    }

    private static String list(Set<ColumnPath> leaves) {
        return leaves.stream().limit(MAX_LISTED).map(ColumnPath::toDotString).collect(Collectors.joining(", "))
                + (leaves.size() > MAX_LISTED ? ", … (" + leaves.size() + " in all)" : "");
    }
}
