package io.parquetkms.policy;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The columns of a file that have keys of their own: by rules, by the list of leaf paths, by tags. */
final class KeysOfColumns {

    private final @Nullable Path path;
    private final Map<ColumnPath, ChosenKey> chosen = new LinkedHashMap<>();
    private final Map<ColumnPath, String> takenOut = new HashMap<>();

    private KeysOfColumns(@Nullable Path path) {
        this.path = path;
    }

    /**
     * Finds them.
     *
     * @throws InvalidConfigurationException if one word on a column contradicts an earlier one
     */
    static KeysOfColumns find(PlaceRules place, MessageType schema, Tags tags, @Nullable Path path) {
        EncryptionOptions options = Objects.requireNonNull(place.options());
        Set<String> partitions = Datasets.partitions(path);
        KeysOfColumns keys = new KeysOfColumns(path);
        RuledColumns ruled = new RuledColumns(schema, path);
        place.ruleSets().forEach(set -> ruled.find(set, partitions).forEach(keys::add));
        new ListedColumns(schema, path)
                .find(options.columns())
                .forEach((key, columns) -> columns.forEach(
                        column -> keys.add(column, new ChosenKey(key, ParquetProperties.COLUMN_KEYS.name()))));
        tags.claims().forEach(of -> ruled.find(of).forEach(keys::add));
        keys.takenOut.putAll(ruled.takenOut());
        return keys;
    }

    /** Who wants the footer's key asks for no key in particular: one that the column has will do. */
    private void add(ColumnPath column, ChosenKey key) {
        ChosenKey earlier = chosen.get(column);
        if (earlier == null || earlier.key() == null) {
            chosen.put(column, key);
        } else if (key.key() != null && !earlier.key().equals(key.key())) {
            throw new InvalidConfigurationException("Column '" + column.toDotString() + "' of " + Datasets.nameOf(path)
                    + " is under key '" + earlier.key() + "' by " + earlier.reason() + ", and under key '" + key.key()
                    + "' by " + key.reason() + ": change one of them. (This file was not written.)");
        }
    }

    boolean isEmpty() {
        return chosen.isEmpty();
    }

    /** By KMS key, as the user wrote it. */
    Map<String, List<ColumnPath>> byKey() {
        Map<String, List<ColumnPath>> byKey = new LinkedHashMap<>();
        chosen.forEach((column, chosen) -> {
            String key = chosen.key();
            if (key != null) {
                byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(column);
            }
        });
        return byKey;
    }

    /** Those that shall have the footer's. */
    Set<ColumnPath> withFooterKey() {
        Set<ColumnPath> columns = new LinkedHashSet<>();
        chosen.forEach((column, chosen) -> {
            if (chosen.key() == null) {
                columns.add(column);
            }
        });
        return columns;
    }

    /** All of them. */
    Set<ColumnPath> columns() {
        return chosen.keySet();
    }

    /**
     * Of each column, these and others, who chose its key, or why it has none.
     *
     * @param whyUnmatched what becomes of the others, and why
     */
    Map<ColumnPath, String> reasons(Set<ColumnPath> others, String whyUnmatched) {
        Map<ColumnPath, String> reasons = new HashMap<>();
        chosen.forEach((column, key) -> reasons.put(column, key.reason()));
        String noRule = "no rule gives it a key, and " + whyUnmatched;
        others.forEach(column -> {
            String exclusion = takenOut.get(column);
            reasons.put(column, exclusion == null ? noRule : exclusion + " takes it out, and " + whyUnmatched);
        });
        return reasons;
    }
}
