package io.parquetkms.spark.enforce;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * What Delta is about to do to a table.
 *
 * @param recorded conditions that Delta writes into its log as text
 * @param options of the writer, of which Delta hands none of the encryption's on
 */
record DeltaWrite(DeltaTable table, List<Expression> recorded, Map<String, String> options) {

    DeltaWrite {
        recorded = List.copyOf(recorded);
        options = Map.copyOf(options);
    }
}
