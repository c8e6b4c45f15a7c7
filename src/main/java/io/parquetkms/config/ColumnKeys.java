package io.parquetkms.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/** Reads {@code parquet.encryption.column.keys}, in parquet-java's syntax. */
final class ColumnKeys {

    private static final KeyedColumns LISTS =
            new KeyedColumns(ParquetProperties.COLUMN_KEYS.name(), "key:column,column;key:column");

    private ColumnKeys() {}

    /**
     * Reads the list.
     *
     * @return the leaf paths of columns by their key, which is as the user wrote it: a name, key id, alias or ARN; both in the
     *     text's order
     * @throws InvalidConfigurationException if a part has no key or no column, or a column stands there twice
     */
    static Map<String, List<ColumnPath>> parse(String text) {
        Map<String, List<ColumnPath>> byKey = new LinkedHashMap<>();
        Set<ColumnPath> seen = new HashSet<>();
        for (KeyedColumns.Part part : LISTS.parse(text)) {
            List<ColumnPath> columns = byKey.computeIfAbsent(part.key(), first -> new ArrayList<>());
            for (String column : part.columns()) {
                ColumnPath path = path(column);
                if (!seen.add(path)) {
                    throw LISTS.invalid("column " + column + " stands there more than once");
                }
                columns.add(path);
            }
        }
        return byKey;
    }

    /**
     * The keys alone. Nothing is refused: the list may be for another crypto factory, to whom a double quote is a character like
     * any other.
     */
    static Set<String> keys(String text) {
        boolean quoted = text.chars().filter(c -> c == '"').count() % 2 == 0;
        Set<String> keys = new HashSet<>();
        for (String part : quoted ? LISTS.split(text, ';') : List.of(text.split(";"))) {
            int colon = quoted ? LISTS.lastUnquotedColon(part) : part.lastIndexOf(':');
            String key = part.substring(0, Math.max(0, colon)).trim();
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static ColumnPath path(String column) {
        return ColumnPath.get(LISTS.pieces(column).stream().map(LISTS::name).toArray(String[]::new));
    }
}
