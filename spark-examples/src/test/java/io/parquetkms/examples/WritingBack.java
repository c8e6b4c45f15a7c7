package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Tries to write rows that lack columns back to where they came from, in every way there is; for {@link ReadableTraps}. Prints {@code back
 * <name> <refused, allowed or lost> <error>}.
 */
final class WritingBack {

    private static final String DYNAMIC = "spark.sql.sources.partitionOverwriteMode";

    private final SparkSession spark;
    private final Path root;
    private final String people;
    private int checkpoints;

    WritingBack(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
        people = root + "/people";
    }

    void run() throws IOException {
        Dataset<Row> rows = ParquetKmsSql.readable(spark, people);
        Dataset<Row> nulls = ParquetKmsSql.readableWithNulls(spark, people);
        back(
                "overwrite",
                () -> nulls.write().mode("overwrite").partitionBy("day").parquet(people));
        back("append", () -> nulls.write().mode("append").partitionBy("day").parquet(people));
        spark.conf().set(DYNAMIC, "dynamic");
        back("dynamic", () -> nulls.write().mode("overwrite").partitionBy("day").parquet(people));
        back(
                "dynamic-of-readable",
                () -> rows.write().mode("overwrite").partitionBy("day").parquet(people));
        back("partition", () -> nulls.drop("day").write().mode("append").parquet(people + "/day=1"));
        back("parent", () -> rows.write().mode("append").parquet(root.toString()));
        back("csv", () -> nulls.select("id", "ssn").write().mode("append").csv(people));
        back(
                "transformed",
                () -> dynamic(nulls.withColumn("ssn", functions.coalesce(functions.col("ssn"), functions.lit("?")))
                        .filter("id > 2")
                        .unionByName(nulls.limit(1))));
        back("joined", () -> dynamic(nulls.join(spark.range(5).toDF("id"), "id")));
        back(
                "aggregated",
                () -> dynamic(rows.groupBy("id", "day")
                        .agg(functions.max("address.city").as("name"))));
        back("cached", () -> dynamic(nulls.cache()));
        spark.sparkContext().setCheckpointDir(root + "/checkpoints");
        back("checkpoint", () -> dynamic(nulls.checkpoint()));
        back("local-checkpoint", () -> dynamic(nulls.localCheckpoint()));
        back("rdd", () -> dynamic(spark.createDataFrame(nulls.toJavaRDD(), nulls.schema())));
        back("to-df", () -> dynamic(nulls.select("id", "ssn", "day").toDF("id", "s", "day")));
        nulls.createOrReplaceTempView("nulls");
        spark.sql("CREATE TEMP VIEW nested AS SELECT * FROM nulls WHERE id > 1");
        back("insert-overwrite", () -> spark.sql("INSERT OVERWRITE people_t SELECT * FROM nested"));
        back("insert-into", () -> spark.sql("INSERT INTO people_t SELECT * FROM nulls"));
        back("insert-cte", () -> spark.sql("WITH c AS (SELECT * FROM nulls) INSERT INTO people_t SELECT * FROM c"));
        back(
                "insert-function",
                () -> spark.sql(
                        "INSERT INTO people_t SELECT * FROM parquet_kms_readable_with_nulls('" + people + "')"));
        back("sql-view", () -> dynamic(spark.table("some_people")));
        back(
                "directory",
                () -> spark.sql("INSERT OVERWRITE DIRECTORY '" + people + "' USING parquet SELECT * FROM nulls"));
        back(
                "save-as-table-append",
                () -> nulls.write().mode("append").partitionBy("day").saveAsTable("people_t"));
        back("insert-method", () -> nulls.write().mode("overwrite").insertInto("people_t"));
        Dataset<Row> export = nulls.coalesce(1);
        back("elsewhere", () -> export.write().parquet(root + "/export"));
        back("export-back", () -> dynamic(spark.read().parquet(root + "/export")));
        back("elsewhere-as-table", () -> rows.write().saveAsTable("elsewhere"));
        back(
                "full-rows",
                () -> spark.read()
                        .parquet(people)
                        .select("id", "day")
                        .limit(0)
                        .write()
                        .mode("append")
                        .partitionBy("day")
                        .parquet(people));
        back("printed", () -> dynamic(spark.table("people_readable")));
        back("printed-nulls", () -> dynamic(spark.table("people_nulls")));
        v2(rows, nulls);
        streams(rows, nulls);
        unseen(rows);
        managed();
        byPath();
    }

    private void v2(Dataset<Row> rows, Dataset<Row> nulls) throws IOException {
        SparkSession v2 = spark.newSession();
        v2.conf().set("spark.sql.sources.useV1SourceList", "");
        back(
                "v2-source",
                () -> ParquetKmsSql.readableWithNulls(v2, people)
                        .write()
                        .mode("append")
                        .parquet(people));
        back("write-to-append", () -> nulls.writeTo("people_t").append());
        back("write-to-partitions", () -> rows.writeTo("people_t").overwritePartitions());
        back("write-to-replace", () -> rows.writeTo("people_t").using("parquet").createOrReplace());
    }

    /** Streams are joined with them: they are none themselves. */
    private void streams(Dataset<Row> rows, Dataset<Row> nulls) throws IOException {
        back(
                "stream",
                () -> started(
                        ids().join(rows, "id").writeStream().partitionBy("day").format("parquet")));
        back(
                "stream-nulls",
                () -> started(
                        ids().join(nulls, "id").writeStream().partitionBy("day").format("parquet")));
        back(
                "stream-batch",
                () -> started(batches(
                        ids(), batch -> dynamic(batch.join(ParquetKmsSql.readable(spark, people), "id")))));
        back("stream-batch-nulls", () -> started(batches(ids().join(nulls, "id"), this::dynamic)));
    }

    private Dataset<Row> ids() {
        return spark.readStream().schema("id BIGINT").parquet(root + "/plain");
    }

    private static DataStreamWriter<Row> batches(Dataset<Row> stream, Consumer<Dataset<Row>> writing) {
        VoidFunction2<Dataset<Row>, Long> each = (batch, number) -> writing.accept(batch);
        return stream.writeStream().foreachBatch(each);
    }

    private void started(DataStreamWriter<Row> stream) throws Exception {
        stream.option("checkpointLocation", root + "/checkpoints/" + checkpoints++)
                .option("path", people)
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
    }

    /** The plan is gone, and no column is null: as the page says. Appended, lest others lose them. */
    private void unseen(Dataset<Row> rows) throws IOException {
        back("unseen-checkpoint", () -> append(rows.checkpoint()));
        back("unseen-local-checkpoint", () -> append(rows.localCheckpoint()));
        back("unseen-rdd", () -> append(spark.createDataFrame(rows.toJavaRDD(), rows.schema())));
        back("unseen-batch", () -> started(batches(ids().join(rows, "id"), this::append)));
    }

    private void append(Dataset<Row> rows) {
        rows.write().mode("append").partitionBy("day").parquet(people);
    }

    /** Of a managed table, dropping deletes the files. */
    private void managed() throws IOException {
        String files = root + "/warehouse/people_m";
        for (boolean nulls : List.of(false, true)) {
            Dataset<Row> rows = nulls
                    ? ParquetKmsSql.readableTableWithNulls(spark, "people_m")
                    : ParquetKmsSql.readableTable(spark, "people_m");
            String name = nulls ? "managed-nulls" : "managed";
            back(name + "-save", files, () -> rows.write().mode("overwrite").saveAsTable("people_m"));
            back(
                    name + "-dynamic",
                    files,
                    () -> rows.write().mode("overwrite").partitionBy("day").parquet(files));
        }
    }

    /** Before 4.1 Spark only knows that a table is read where it is read by its name. */
    private void byPath() throws IOException {
        String files = root + "/warehouse/people_m";
        Dataset<Row> rows = ParquetKmsSql.readable(spark, files);
        back("managed-by-path-save", files, () -> rows.write().mode("overwrite").saveAsTable("people_m"));
    }

    private void dynamic(Dataset<Row> rows) {
        rows.write().mode("overwrite").partitionBy("day").parquet(people);
    }

    private interface Write {
        void write() throws Exception;
    }

    private void back(String name, Write write) throws IOException {
        back(name, people, write);
    }

    private void back(String name, String directory, Write write) throws IOException {
        List<String> before = files(directory);
        String outcome = "allowed";
        String error = "";
        try {
            write.write();
        } catch (Exception e) {
            outcome = "refused";
            error = ParquetKmsSql.reason(e);
        }
        if (!Files.exists(Path.of(directory)) || !files(directory).containsAll(before)) {
            outcome = "lost";
        }
        System.out.println("back\t" + name + "\t" + outcome + "\t" + oneLine(error));
    }

    private static List<String> files(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\t', ' ');
    }
}
