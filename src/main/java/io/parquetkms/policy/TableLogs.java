package io.parquetkms.policy;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What table formats write into a table's directory about the table, in Parquet, too: Delta's checkpoints, Hudi's timeline and metadata. It
 * has a schema of its own, so that no rule for columns fits it; and it holds values of the data: the least and greatest of each file.
 */
final class TableLogs {

    private static final Pattern LOG = Pattern.compile("/(_delta_log|\\.hoodie)/");

    private TableLogs() {}

    static boolean contain(@Nullable Path file) {
        return file != null && LOG.matcher(file.toUri().getPath()).find();
    }
}
