package io.parquetkms.lake.inspect;

import java.io.Serializable;
import java.util.List;

/**
 * What stands in a footer that could be read.
 *
 * @param rows of the file
 * @param createdBy the program that wrote it, cut to 200 characters; empty where it does not tell
 * @param columns the leaves, in their order
 * @param shares the columns' bytes
 */
public record FooterContents(long rows, String createdBy, List<ColumnInspection> columns, ByteShares shares)
        implements Serializable {

    public FooterContents {
        columns = List.copyOf(columns);
    }

    /** How many columns have a protection. */
    public long columns(Protection protection) {
        return columns.stream()
                .filter(column -> column.protection() == protection)
                .count();
    }
}
