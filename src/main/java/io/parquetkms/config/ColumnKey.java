package io.parquetkms.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One column of {@code parquet.encryption.column.keys}.
 *
 * @param key the key as the user wrote it: a name, key id, alias or ARN
 * @param path the column's leaf path, one element for each level of nesting
 */
public record ColumnKey(String key, List<String> path) {

    public ColumnKey {
        path = List.copyOf(path);
    }

    /**
     * Reads parquet-java's syntax, {@code key:column,column;key:column}. A key may hold colons (an ARN): each part is split
     * at its last unquoted colon. A double-quoted piece of a column's name is taken as it stands.
     *
     * @throws InvalidConfigurationException if a part has no key or no column, or a column stands there twice
     */
    static List<ColumnKey> parse(String text) {
        List<ColumnKey> columns = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (String part : split(text, ';')) {
            if (part.isBlank()) {
                continue;
            }
            int colon = lastUnquotedColon(part);
            String key = colon < 0 ? "" : part.substring(0, colon).trim();
            if (key.isEmpty()) {
                throw invalid("no key in '" + part.trim() + "'");
            }
            for (String column : split(part.substring(colon + 1), ',')) {
                if (column.isBlank()) {
                    throw invalid("an empty column name for key '" + key + "'");
                }
                ColumnKey columnKey = new ColumnKey(key, path(column.trim()));
                if (!seen.add(columnKey.path())) {
                    throw invalid("column " + column.trim() + " stands there more than once");
                }
                columns.add(columnKey);
            }
        }
        if (columns.isEmpty()) {
            throw invalid("no columns");
        }
        return List.copyOf(columns);
    }

    private static List<String> path(String column) {
        return split(column, '.').stream().map(ColumnKey::unquote).toList();
    }

    private static String unquote(String piece) {
        boolean quoted = piece.length() >= 2 && piece.startsWith("\"") && piece.endsWith("\"");
        String name = quoted ? piece.substring(1, piece.length() - 1) : piece;
        if (name.isEmpty()) {
            throw invalid("an empty piece in a column's name");
        }
        if (name.indexOf('"') >= 0) {
            throw invalid("a double quote inside " + piece + "; quote the whole piece between two dots");
        }
        return name;
    }

    private static List<String> split(String text, char delimiter) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                pieces.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (quoted) {
            throw invalid("a double quote without its pair");
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    private static int lastUnquotedColon(String part) {
        List<String> pieces = split(part, ':');
        return pieces.size() == 1
                ? -1
                : part.length() - pieces.get(pieces.size() - 1).length() - 1;
    }

    private static InvalidConfigurationException invalid(String what) {
        return new InvalidConfigurationException(
                ParquetProperties.COLUMN_KEYS + ": " + what + ". The syntax is key:column,column;key:column");
    }
}
