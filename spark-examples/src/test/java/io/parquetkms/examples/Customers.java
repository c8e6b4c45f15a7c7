package io.parquetkms.examples;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of jobs on clusters. Everything in a row follows from its id, so that a reader can tell whether it is right. */
final class Customers {

    /** The options that encrypt them: four keys, the footer's among them. */
    static final Map<String, String> ENCRYPTION = Map.of(
            "parquet.encryption.footer.key", "footer",
            "parquet.encryption.column.keys", "pii:name,phone;finance:balance;address:address");

    private static final String NAME = "concat('Customer#', id)";
    private static final String PHONE = "concat('25-989-', id)";
    private static final String BALANCE = "cast(id / 7 AS decimal(12, 2))";
    private static final String ADDRESS = "sha2(cast(id AS string), 256)";

    private Customers() {}

    /** @param ids a column id */
    static Dataset<Row> of(Dataset<?> ids) {
        return ids.selectExpr(
                "id", NAME + " AS name", PHONE + " AS phone", BALANCE + " AS balance", ADDRESS + " AS address");
    }

    /**
     * Checks that these are whole customers, from 0 on without a gap, each so many times.
     *
     * @return how many different ones
     */
    static long check(Dataset<Row> customers, long times) {
        Row found = customers
                .selectExpr(
                        "count(*)",
                        "count_if(name = %s AND phone = %s AND balance = %s AND address = %s)"
                                .formatted(NAME, PHONE, BALANCE, ADDRESS),
                        "sum(id)",
                        "sum(id * id)",
                        "max(id)")
                .first();
        long n = found.getLong(0) / times;
        Row expected = RowFactory.create(
                n * times, n * times, times * n * (n - 1) / 2, times * n * (n - 1) * (2 * n - 1) / 6, n - 1);
        if (!found.equals(expected)) {
            throw new IllegalStateException("Rows are missing, doubled or changed: " + found + ", not " + expected);
        }
        return n;
    }
}
