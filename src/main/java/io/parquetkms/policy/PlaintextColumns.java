package io.parquetkms.policy;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/**
 * What to say of columns that stay in plaintext, since nobody listed them.
 *
 * @param columns those
 * @param listed the ones that are encrypted
 */
public record PlaintextColumns(Set<ColumnPath> columns, List<ColumnPath> listed) {

    /** Stands for those of a file whose writer gives no schema to find them in. */
    static final ColumnPath NOT_LISTED = ColumnPath.get("(any not listed)");

    /**
     * For the log; null where there are none.
     *
     * @param dataset as {@link Datasets#of} names it
     */
    public @Nullable String note(String dataset) {
        return columns.isEmpty() ? null : "Columns in plaintext in " + files(dataset) + ": " + note();
    }

    private String note() {
        return columns.contains(NOT_LISTED)
                ? "any that " + ParquetProperties.COLUMN_KEYS
                        + " leaves out. The writer gives no schema to find them in; " + ParquetProperties.UNIFORM_KEY
                        + " would encrypt all"
                : ColumnHint.list(columns) + ". " + KmsProperties.COLUMNS + " and " + ParquetProperties.COLUMN_KEYS
                        + " leave them out; "
                        + KmsProperties.COLUMNS_UNMATCHED + "=footer would encrypt them with the footer's key";
    }

    /**
     * For the log, of those that lie beneath or beside an encrypted one, in a struct or a map: often a field that a struct got
     * since the list was made. Null where there are none.
     */
    public @Nullable String warning(String dataset) {
        Set<ColumnPath> parents = listed.stream()
                .filter(column -> column.size() > 1)
                .map(PlaintextColumns::parent)
                .collect(Collectors.toSet());
        List<ColumnPath> beside =
                columns.stream().filter(column -> isIn(column, parents)).toList();
        return beside.isEmpty()
                ? null
                : "Columns in plaintext beside encrypted ones of the same group in " + files(dataset) + ": "
                        + ColumnHint.list(beside) + ". If they should not be, name them in "
                        + KmsProperties.COLUMNS + " or " + ParquetProperties.COLUMN_KEYS + ", or set "
                        + KmsProperties.COLUMNS_UNMATCHED + "=footer";
    }

    private static String files(String dataset) {
        return dataset.isEmpty() ? "files without a path" : dataset;
    }

    private static boolean isIn(ColumnPath column, Set<ColumnPath> groups) {
        if (groups.isEmpty()) {
            return false;
        }
        for (ColumnPath group = column; group.size() > 1; ) {
            group = parent(group);
            if (groups.contains(group)) {
                return true;
            }
        }
        return false;
    }

    private static ColumnPath parent(ColumnPath column) {
        return ColumnPath.get(Arrays.copyOf(column.toArray(), column.size() - 1));
    }
}
