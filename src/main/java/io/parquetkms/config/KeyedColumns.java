package io.parquetkms.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists of columns under their keys, {@code key:column,column;key:column}. A key may hold colons (an ARN): each part is split
 * at its last unquoted colon. A double-quoted piece of a column's name is taken as it stands.
 *
 * @param source where the text stands, for messages
 * @param syntax what it should look like, for messages
 */
record KeyedColumns(String source, String syntax) {

    /** The columns of one key, neither of them read any further. */
    record Part(String key, List<String> columns) {}

    /**
     * Reads them, in their order.
     *
     * @throws InvalidConfigurationException if a part has no key or no column
     */
    List<Part> parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (String part : split(text, ';')) {
            if (!part.isBlank()) {
                parts.add(part(part));
            }
        }
        if (parts.isEmpty()) {
            throw invalid("no columns");
        }
        return parts;
    }

    private Part part(String part) {
        int colon = lastUnquotedColon(part);
        String key = colon < 0 ? "" : part.substring(0, colon).trim();
        if (key.isEmpty()) {
            throw invalid("no key in '" + part.trim() + "'");
        }
        List<String> columns =
                split(part.substring(colon + 1), ',').stream().map(String::trim).toList();
        if (columns.contains("")) {
            throw invalid("an empty column name for key '" + key + "'");
        }
        return new Part(key, columns);
    }

    /** The names in a column's path, quoted ones with their quotes. */
    List<String> pieces(String column) {
        return split(column, '.');
    }

    static boolean isQuoted(String piece) {
        return piece.length() >= 2 && piece.startsWith("\"") && piece.endsWith("\"");
    }

    /** The name that a piece stands for. */
    String name(String piece) {
        String name = isQuoted(piece) ? piece.substring(1, piece.length() - 1) : piece;
        if (name.isEmpty()) {
            throw invalid("an empty piece in a column's name");
        }
        if (name.indexOf('"') >= 0) {
            throw invalid("a double quote inside " + piece + "; quote the whole piece between two dots");
        }
        return name;
    }

    /** The pieces between unquoted delimiters. */
    List<String> split(String text, char delimiter) {
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

    /** Less than 0 where there is none. */
    int lastUnquotedColon(String part) {
        List<String> pieces = split(part, ':');
        return pieces.size() == 1
                ? -1
                : part.length() - pieces.get(pieces.size() - 1).length() - 1;
    }

    InvalidConfigurationException invalid(String what) {
        return new InvalidConfigurationException(source + ": " + what + ". The syntax is " + syntax);
    }
}
