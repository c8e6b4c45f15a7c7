package io.parquetkms.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/** Reads {@code parquet.encryption.column.keys}. */
final class ColumnKeys {

    private ColumnKeys() {}

    /**
     * Reads parquet-java's syntax, {@code key:column,column;key:column}. A key may hold colons (an ARN): each part is split
     * at its last unquoted colon. A double-quoted piece of a column's name is taken as it stands.
     *
     * @return the leaf paths of columns by their key, which is as the user wrote it: a name, key id, alias or ARN; both in the
     *     text's order
     * @throws InvalidConfigurationException if a part has no key or no column, or a column stands there twice
     */
    static Map<String, List<ColumnPath>> parse(String text) {
        Map<String, List<ColumnPath>> byKey = new LinkedHashMap<>();
        Set<ColumnPath> seen = new HashSet<>();
        for (String part : split(text, ';')) {
            if (part.isBlank()) {
                continue;
            }
            int colon = lastUnquotedColon(part);
            String key = colon < 0 ? "" : part.substring(0, colon).trim();
            if (key.isEmpty()) {
                throw invalid("no key in '" + part.trim() + "'");
            }
            List<ColumnPath> columns = byKey.computeIfAbsent(key, first -> new ArrayList<>());
            for (String column : split(part.substring(colon + 1), ',')) {
                if (column.isBlank()) {
                    throw invalid("an empty column name for key '" + key + "'");
                }
                ColumnPath path = path(column.trim());
                if (!seen.add(path)) {
                    throw invalid("column " + column.trim() + " stands there more than once");
                }
                columns.add(path);
            }
        }
        if (byKey.isEmpty()) {
            throw invalid("no columns");
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
        for (String part : quoted ? split(text, ';') : List.of(text.split(";"))) {
            int colon = quoted ? lastUnquotedColon(part) : part.lastIndexOf(':');
            String key = part.substring(0, Math.max(0, colon)).trim();
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static ColumnPath path(String column) {
        return ColumnPath.get(
                split(column, '.').stream().map(ColumnKeys::unquote).toArray(String[]::new));
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
