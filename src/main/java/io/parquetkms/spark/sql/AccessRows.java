package io.parquetkms.spark.sql;

import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.PartAccess;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What can be read, as rows. */
final class AccessRows {

    private static final StructType SCHEMA = new StructType()
            .add("column", "string")
            .add("state", "string", false)
            .add("key_id", "string")
            .add("files", "bigint", false)
            .add("of_files", "bigint", false)
            .add("reason", "string")
            .add("grant", "string");

    private AccessRows() {}

    static Dataset<Row> of(DatasetAccess access, Configuration configuration, SparkSession spark) {
        List<Row> rows = access.parts().stream()
                .map(part -> row(part, access.files(), configuration))
                .toList();
        return spark.createDataset(rows, Encoders.row(SCHEMA));
    }

    private static Row row(PartAccess part, long files, Configuration configuration) {
        return RowFactory.create(
                known(part.column()),
                part.state().toString(),
                known(part.key()),
                part.files(),
                files,
                known(part.reason()),
                known(DatasetAccess.grant(configuration, part)));
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
