package io.parquetkms.parquet;

import java.util.List;
import java.util.stream.Collectors;

/** A leaf column's path as one text. */
final class ColumnLabel {

    private ColumnLabel() {}

    /** Quoted where a piece has what would be read as syntax. */
    static String of(List<String> path) {
        return path.stream()
                .map(piece -> piece.matches("[^.,;:\"*?\\s]+") ? piece : '"' + piece + '"')
                .collect(Collectors.joining("."));
    }
}
