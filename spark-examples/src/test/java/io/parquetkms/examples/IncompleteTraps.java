package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * What a role reads of a dataset that lacks the key of a column, and what becomes of the dataset when it writes that back; for {@link
 * WriteTraps}. Prints a line for each: {@code incomplete <name> <what was read, or whether the files are the same> <error>}.
 */
final class IncompleteTraps {

    private final SparkSession role;
    private final Path directory;
    private final String path;

    IncompleteTraps(SparkSession role, Path directory) {
        this.role = role;
        this.directory = directory;
        path = directory.toString();
    }

    void run() throws IOException {
        Dataset<Row> rows = ParquetKmsSql.readable(role, path);
        Dataset<Row> nulls = ParquetKmsSql.readableWithNulls(role, path);
        print("schema", rows.schema().toDDL(), "");
        print(
                "nulls",
                nulls.selectExpr("count(*)", "count(id)", "count(name)").first().toString(),
                "");
        role.conf().set("spark.sql.sources.partitionOverwriteMode", "dynamic");
        back(
                "overwrite",
                () -> rows.write().mode("overwrite").partitionBy("day").parquet(path));
        back(
                "append-nulls",
                () -> nulls.write().mode("append").partitionBy("day").parquet(path));
        back("csv", () -> rows.filter("id > 1").write().mode("append").csv(path));
        back(
                "sql",
                () -> role.sql("INSERT OVERWRITE DIRECTORY '" + path
                        + "' USING parquet SELECT * FROM parquet_kms_readable_with_nulls('" + path + "')"));
        back("stream", () -> stream(nulls));
        print("rows", String.valueOf(ParquetKmsSql.readable(role, path).count()), "");
    }

    private void stream(Dataset<Row> nulls) throws Exception {
        role.readStream()
                .schema("id BIGINT")
                .parquet(path)
                .join(nulls, "id")
                .writeStream()
                .partitionBy("day")
                .option("checkpointLocation", path + "-checkpoint")
                .trigger(Trigger.AvailableNow())
                .start(path)
                .awaitTermination();
    }

    private interface Writing {
        void run() throws Exception;
    }

    private void back(String name, Writing writing) throws IOException {
        Map<String, String> before = WriteTraps.contents(directory);
        String error = "";
        try {
            writing.run();
        } catch (Exception e) {
            error = Failures.forUser(e);
        }
        print(name, WriteTraps.contents(directory).equals(before) ? "WHOLE" : "CHANGED", error);
    }

    private static void print(String name, String outcome, String error) {
        System.out.println(String.join("\t", List.of("incomplete", name, outcome, error.replaceAll("\\s+", " "))));
    }
}
