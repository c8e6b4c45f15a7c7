package io.parquetkms.spark.sql;

import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.Explanation.Part;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** An explanation as rows. */
final class ExplanationRows {

    private static final StructType SCHEMA = new StructType()
            .add("path", "string", false)
            .add("column", "string")
            .add("state", "string", false)
            .add("key", "string")
            .add("key_id", "string")
            .add("decided_by", "string", false);

    private static final String REFUSED = "refused";

    private ExplanationRows() {}

    static Dataset<Row> of(Explanation explanation, SparkSession spark) {
        List<Row> rows = explanation.isRefused()
                ? List.of(RowFactory.create(explanation.path(), null, REFUSED, null, null, explanation.refusal()))
                : explanation.parts().stream()
                        .map(part -> row(explanation.path(), part))
                        .toList();
        return spark.createDataset(rows, Encoders.row(SCHEMA));
    }

    private static Row row(String path, Part part) {
        return RowFactory.create(
                path,
                known(part.column()),
                part.state().toString(),
                known(part.key()),
                known(part.keyId()),
                part.decidedBy());
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
