package io.parquetkms.spark.sql;

import io.parquetkms.spark.sql.EncryptionStatus.State;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Whether a session encrypts, as rows: the whole first. */
final class StatusRows {

    private static final StructType SCHEMA = new StructType()
            .add("part", "string", false)
            .add("fine", "boolean", false)
            .add("detail", "string", false);

    private StatusRows() {}

    static Dataset<Row> of(EncryptionStatus status, SparkSession spark) {
        Stream<Row> rows = Stream.concat(
                Stream.of(RowFactory.create("encryption", status.state() == State.ACTIVE, status.headline())),
                status.parts().stream().map(part -> RowFactory.create(part.name(), part.fine(), part.detail())));
        return spark.createDataset(rows.toList(), Encoders.row(SCHEMA));
    }
}
