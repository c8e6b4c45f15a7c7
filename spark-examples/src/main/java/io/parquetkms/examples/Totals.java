package io.parquetkms.examples;

import java.math.BigDecimal;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tells whether two tables have the same rows, in any order.
 *
 * @param rows how many
 * @param amount sum of the table's column of money
 * @param fingerprint sum of a hash of all columns of each row
 */
record Totals(long rows, BigDecimal amount, BigDecimal fingerprint) {

    static Totals of(Table table, Dataset<Row> data) {
        Row row = data.selectExpr("count(*)", "sum(" + table.amount() + ")", "sum(cast(xxhash64(*) as decimal(28, 0)))")
                .first();
        return new Totals(row.getLong(0), row.getDecimal(1), row.getDecimal(2));
    }
}
