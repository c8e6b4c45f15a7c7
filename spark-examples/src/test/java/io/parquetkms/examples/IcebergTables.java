package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A job: what would write an Iceberg table into a place that must be encrypted, and one that may write elsewhere. Prints a line for each,
 * as {@link TableCases} says.
 */
public final class IcebergTables {

    private final SparkSession spark;
    private final Path root;

    private IcebergTables(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        output.root().resolve("lake").toString())
                .set("spark.hadoop.parquet.encryption.uniform.key", "pii")
                .set("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog")
                .set("spark.sql.catalog.ice.type", "hadoop")
                .set(
                        "spark.sql.catalog.ice.warehouse",
                        output.root().resolve("lake").toString())
                .set("spark.sql.catalog.elsewhere", "org.apache.iceberg.spark.SparkCatalog")
                .set("spark.sql.catalog.elsewhere.type", "hadoop")
                .set(
                        "spark.sql.catalog.elsewhere.warehouse",
                        output.root().resolve("elsewhere").toString())
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            IcebergTables tables = new IcebergTables(spark, output.root());
            tables.rows().createOrReplaceTempView("source");
            tables.inLake();
            tables.elsewhere();
            tables.added();
        }
    }

    private Dataset<Row> rows() {
        return spark.range(0, 10, 1, 1).selectExpr("id", "concat('" + TableCases.CANARY + " ', id) AS ssn");
    }

    private void inLake() throws IOException {
        Path directory = root.resolve("lake/db/t");
        spark.sql("CREATE TABLE ice.db.t (id BIGINT, ssn STRING) USING iceberg TBLPROPERTIES ('format-version' = '2')");
        sql("insert", directory, "INSERT INTO ice.db.t SELECT * FROM source");
        sql("insert-overwrite", directory, "INSERT OVERWRITE ice.db.t SELECT * FROM source");
        sql("ctas", root.resolve("lake/db/c"), "CREATE TABLE ice.db.c USING iceberg AS SELECT * FROM source");
        sql("replace", directory, "CREATE OR REPLACE TABLE ice.db.t USING iceberg AS SELECT * FROM source");
        run("frame", directory, () -> rows().writeTo("ice.db.t").append());
        run("stream", directory, this::stream);
        spark.sql("ALTER TABLE ice.db.t SET TBLPROPERTIES ('write.update.mode' = 'copy-on-write',"
                + " 'write.merge.mode' = 'merge-on-read', 'write.delete.mode' = 'merge-on-read')");
        sql("update", directory, "UPDATE ice.db.t SET ssn = 'x' WHERE id = 1");
        sql("delete", directory, "DELETE FROM ice.db.t WHERE id % 2 = 1");
        sql(
                "merge",
                directory,
                "MERGE INTO ice.db.t t USING source s ON t.id = s.id WHEN MATCHED THEN UPDATE SET ssn = s.ssn WHEN NOT"
                        + " MATCHED THEN INSERT *");
    }

    private void stream() throws Exception {
        Path source = root.resolve("source");
        rows().write().parquet(source.toString());
        spark.readStream()
                .schema(rows().schema())
                .parquet(source.toString())
                .writeStream()
                .format("iceberg")
                .option("checkpointLocation", root.resolve("checkpoints").toString())
                .trigger(Trigger.AvailableNow())
                .toTable("ice.db.t")
                .awaitTermination();
    }

    /** Where nothing must be encrypted, nobody minds. */
    private void elsewhere() throws IOException {
        Path directory = root.resolve("elsewhere/db/t");
        run("elsewhere", directory, () -> {
            spark.sql("CREATE TABLE elsewhere.db.t USING iceberg AS SELECT * FROM source");
            List<Row> read = spark.table("elsewhere.db.t").collectAsList();
            if (read.size() != rows().count()) {
                throw new IllegalStateException("read " + read);
            }
        });
    }

    /** Files of this library that a table takes over: Iceberg reads their footers, and has no keys. */
    private void added() throws IOException {
        Path files = root.resolve("files");
        rows().write().parquet(files.toString());
        spark.sql("CREATE TABLE elsewhere.db.added (id BIGINT, ssn STRING) USING iceberg");
        sql(
                "add-files",
                root.resolve("elsewhere/db/added"),
                "CALL elsewhere.system.add_files(table => 'db.added', source_table => '`parquet`.`" + files + "`')");
        run("added", root.resolve("elsewhere/db/added"), () -> {
            if (spark.table("elsewhere.db.added").count() > 0) {
                throw new IllegalStateException("some were added");
            }
        });
    }

    private interface Action {
        void run() throws Exception;
    }

    private void run(String name, Path directory, Action action) throws IOException {
        TableCases.run(name, directory, () -> {
            action.run();
            return "";
        });
    }

    private void sql(String name, Path directory, String statement) throws IOException {
        run(name, directory, () -> spark.sql(statement));
    }
}
