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
import java.util.Objects;
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
 * @param withFooterKey columns encrypted with the footer's key, where these have to be named
 * @param plaintext columns that stay in plaintext; without a schema, {@link PlaintextColumns#NOT_LISTED}
 * @param reasons of each column, for people: who chose its key, or why it has none of its own; none where one key encrypts everything, and
 *     without a schema
 */
public record EncryptedColumns(
        Map<String, List<ColumnPath>> byKey,
        Set<ColumnPath> withFooterKey,
        Set<ColumnPath> plaintext,
        Map<ColumnPath, String> reasons) {

    /** All, with one key. */
    private static final EncryptedColumns UNIFORM = new EncryptedColumns(Map.of(), Set.of(), Set.of(), Map.of());

    /**
     * Finds the columns of one file.
     *
     * @param place what holds where it is, with a key
     * @param schema of the file; null where the writer gives none, and Parquet checks the names
     * @param tags that its writer gives
     * @param path for messages, and for the partitions in it
     * @throws InvalidConfigurationException if the file lacks a configured column, listing those it has; if it has one that
     *     nobody listed and that must not be; if rules contradict each other; or if its pages would show a part of an encrypted column
     */
    static EncryptedColumns of(PlaceRules place, @Nullable MessageType schema, Tags tags, @Nullable Path path) {
        EncryptedColumns found = find(place, schema, tags, path);
        if (place.columns().v2Pages() && !place.columns().plaintextLevels()) {
            refusePlaintextLevels(found, schema, path);
        }
        return found;
    }

    private static EncryptedColumns find(
            PlaceRules place, @Nullable MessageType schema, Tags tags, @Nullable Path path) {
        EncryptionOptions options = Objects.requireNonNull(place.options());
        if (schema == null) {
            return options.uniform() ? UNIFORM : withoutSchema(place, options, path);
        }
        KeysOfColumns keys = KeysOfColumns.find(place, schema, tags, path);
        Set<ColumnPath> withFooterKey = keys.withFooterKey();
        if (options.uniform() && keys.byKey().isEmpty()) {
            return UNIFORM;
        }
        if (keys.isEmpty() && place.ruleSets().isEmpty() && place.unmatched() == Unmatched.PLAINTEXT) {
            throw nothing();
        }
        Set<ColumnPath> others =
                schema.getPaths().stream().map(ColumnPath::get).collect(Collectors.toCollection(LinkedHashSet::new));
        others.removeAll(keys.columns());
        Map<ColumnPath, String> reasons = keys.reasons(others, place.whyUnmatched());
        return switch (options.uniform() ? Unmatched.FOOTER : place.unmatched()) {
            case FOOTER -> {
                withFooterKey.addAll(others);
                yield new EncryptedColumns(keys.byKey(), withFooterKey, Set.of(), reasons);
            }
            case PLAINTEXT -> new EncryptedColumns(keys.byKey(), withFooterKey, others, reasons);
            case FAIL -> {
                refuseUnlisted(others, path);
                yield new EncryptedColumns(keys.byKey(), withFooterKey, Set.of(), reasons);
            }
        };
    }

    /** Parquet itself refuses to write a file that lacks an encrypted column. Which others there are, it doesn't say. */
    private static EncryptedColumns withoutSchema(PlaceRules place, EncryptionOptions options, @Nullable Path path) {
        if (place.unmatched() != Unmatched.PLAINTEXT || !place.ruleSets().isEmpty()) {
            throw new InvalidConfigurationException("The writer of " + Datasets.nameOf(path)
                    + " gives no schema to find columns in by rules, or those that " + ParquetProperties.COLUMN_KEYS
                    + " leaves out and that must not stay in plaintext (" + KmsProperties.COLUMNS_UNMATCHED + ", "
                    + ParquetProperties.COMPLETE_COLUMNS + "): use " + ParquetProperties.UNIFORM_KEY);
        }
        if (options.columns().isEmpty()) {
            throw nothing();
        }
        return new EncryptedColumns(options.columns(), Set.of(), Set.of(PlaintextColumns.NOT_LISTED), Map.of());
    }

    /** A footer key alone is fine to read with: a session has it, and each write brings its own columns. */
    private static InvalidConfigurationException nothing() {
        return new InvalidConfigurationException(ParquetProperties.FOOTER_KEY
                + " is set, but no column would be encrypted: set " + KmsProperties.COLUMNS + " or "
                + ParquetProperties.COLUMN_KEYS + ", or " + ParquetProperties.UNIFORM_KEY
                + " for one key for everything");
    }

    private static void refuseUnlisted(Set<ColumnPath> others, @Nullable Path path) {
        if (!others.isEmpty()) {
            throw new InvalidConfigurationException("Columns of " + Datasets.nameOf(path) + " that "
                    + KmsProperties.COLUMNS + " and " + ParquetProperties.COLUMN_KEYS + " leave out: "
                    + ColumnHint.list(others) + ". "
                    + KmsProperties.COLUMNS_UNMATCHED
                    + "=fail allows none: name them there. (This file was not written.)");
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

    /** Whether one key encrypts everything, so that no column is named to Parquet. */
    public boolean uniform() {
        return number() == 0 && plaintext.isEmpty();
    }

    /** Whether nothing of the file is encrypted. */
    public boolean none() {
        return number() == 0 && !plaintext.isEmpty();
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
