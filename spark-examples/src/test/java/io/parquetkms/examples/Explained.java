package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Asks how a session would write, in every way there is to ask, and prints a line for each: name, then {@code column state key key_id
 * decided_by} of each row.
 *
 * @param guarded a directory under encrypted paths
 */
record Explained(SparkSession spark, String guarded, String free) {

    private static final StructType SCHEMA = StructType.fromDDL("id BIGINT, name STRING, address STRUCT<city: STRING>");
    private static final Map<String, String> KEYS =
            Map.of("parquet.encryption.footer.key", "footer", "parquet.encryption.column.keys", "pii:name");

    void print() {
        SparkSession session = spark.newSession();
        KEYS.forEach(session.conf()::set);
        explain("session", () -> ParquetKmsSql.explain(session, guarded, SCHEMA));
        explain("options", () -> ParquetKmsSql.explain(spark, free, SCHEMA, KEYS, List.of()));
        explain("without-keys", () -> ParquetKmsSql.explain(spark, guarded, SCHEMA));
        explain("partitioned", () -> ParquetKmsSql.explain(spark, free, SCHEMA, KEYS, List.of("Name")));
        explain("partitioned-by-another", () -> ParquetKmsSql.explain(spark, free, SCHEMA, KEYS, List.of("id")));
        explain("table", () -> ParquetKmsSql.explain(spark, "table_options"));
        explain("view", () -> ParquetKmsSql.explain(spark, "source"));
        explain("sql-table", () -> sql(spark, "'table_options'"));
        explain("sql-path", () -> sql(session, "'" + free + "', 'id BIGINT, name STRING'"));
        explain("sql-no-table", () -> sql(spark, "'nowhere'"));
        explain("sql-wrong", () -> sql(spark, "1, 2, 3"));
        SparkSession.setActiveSession(spark);
    }

    private static Dataset<Row> sql(SparkSession session, String arguments) {
        return session.sql(
                "SELECT * FROM parquet_kms_explain(" + arguments + ") WHERE column IS NULL OR column = 'name'");
    }

    private interface Question {
        Dataset<Row> ask() throws Exception;
    }

    private static void explain(String name, Question question) {
        String answer;
        try {
            answer = question.ask().collectAsList().stream()
                    .map(row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                            + row.getString(4) + " " + row.getString(5))
                    .collect(Collectors.joining("\t"));
        } catch (Exception e) {
            answer = "failed " + e.getMessage();
        }
        System.out.println("explained\t" + name + "\t" + answer.replace('\n', ' '));
    }
}
