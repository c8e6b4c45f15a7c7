package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A job: Delta tables in places that must be encrypted, written, changed and read in the ways that Delta has, without an option or a
 * key in sight. Prints a line for each, as {@link TableCases} says.
 */
public final class DeltaTables {

    private static final String CLEAN =
            "TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '0', 'delta.checkpointInterval' = '2'%s)";

    private final SparkSession spark;
    private final Path root;

    private DeltaTables(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    /** @param arguments the directory for files; more settings of Spark may name {@code ROOT}, for its path */
    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .set("spark.databricks.delta.snapshotPartitions", "1")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.sql.parquet.compression.codec", "uncompressed")
                .set(
                        "spark.sql.warehouse.dir",
                        output.root().resolve("lake").toUri().toString())
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        for (String setting : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = setting.replace("ROOT", output.root().toString()).split("=", 2);
            conf.set(parts[0], parts[1]);
        }
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            DeltaTables tables = new DeltaTables(spark, output.root().resolve("lake"));
            tables.rows(0, 10).createOrReplaceTempView("source");
            tables.lifeOfATable();
            tables.frames();
            tables.streams();
            tables.statistics();
            tables.conditions();
            tables.words();
            tables.adopted();
        }
    }

    private Dataset<Row> rows(int from, int to) {
        return spark.range(from, to, 1, 1)
                .selectExpr(
                        "id",
                        "concat('" + TableCases.CANARY + " ', id) AS ssn",
                        TableCases.CANARY_NUMBER + " + id AS salary",
                        "'Paris' AS city");
    }

    private void lifeOfATable() throws IOException {
        Path directory = root.resolve("life");
        run("create", directory, session -> {
            session.sql("CREATE TABLE life (id BIGINT, ssn STRING, salary BIGINT, city STRING) USING delta LOCATION '"
                    + directory.toUri() + "' "
                    + CLEAN.formatted(
                            ", 'delta.enableChangeDataFeed' = 'true', 'delta.enableDeletionVectors' = 'true'"));
            return "";
        });
        sql("insert", directory, "INSERT INTO life SELECT * FROM source");
        sql("update", directory, "UPDATE life SET city = 'Lyon', ssn = concat(ssn, '!') WHERE id % 2 = 0");
        sql(
                "merge",
                directory,
                "MERGE INTO life t USING (SELECT id + 5 AS id, ssn, salary, city FROM source) s ON t.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET t.salary = s.salary WHEN NOT MATCHED THEN INSERT *");
        sql("delete", directory, "DELETE FROM life WHERE id = 3");
        sql("optimize", directory, "OPTIMIZE life");
        run("read", directory, session -> count(session, "life"));
        run("time-travel", directory, session -> count(session, "life VERSION AS OF 1"));
        run("changes", directory, session -> count(session, "table_changes('life', 1)"));
        sql("restore", directory, "RESTORE TABLE life TO VERSION AS OF 1");
        sql("insert-overwrite", directory, "INSERT OVERWRITE life SELECT * FROM source");
        run("checkpoints", directory, session -> checkpoints(directory));
        run("read-from-checkpoint", directory, session -> {
            forgetCommits(directory.resolve("_delta_log"));
            return count(session, "delta.`" + directory.toUri() + "`");
        });
    }

    private void frames() throws IOException {
        Path directory = root.resolve("frames");
        run("frame-create", directory, session -> {
            rows(0, 10)
                    .write()
                    .format("delta")
                    .option("delta.dataSkippingNumIndexedCols", "0")
                    .option("delta.checkpointInterval", "2")
                    .option("delta.checkpointPolicy", "v2")
                    .partitionBy("city")
                    .save(directory.toString());
            return "";
        });
        run("frame-append", directory, session -> {
            rows(10, 20).write().format("delta").mode("append").save(directory.toString());
            return "";
        });
        run("frame-overwrite", directory, session -> {
            rows(20, 30).write().format("delta").mode("overwrite").save(directory.toString());
            return "";
        });
        run("frame-read", directory, session -> count(session, "delta.`" + directory.toUri() + "`"));
        run("frame-v2-checkpoints", directory, session -> checkpoints(directory));
        run("ctas", root.resolve("ctas"), session -> {
            session.sql("CREATE TABLE ctas USING delta " + CLEAN.formatted("") + " AS SELECT * FROM source");
            return count(session, "ctas");
        });
        run("save-as-table", root.resolve("saved"), session -> {
            rows(0, 10)
                    .write()
                    .format("delta")
                    .option("delta.dataSkippingStatsColumns", "")
                    .saveAsTable("saved");
            return count(session, "saved");
        });
    }

    private void streams() throws IOException {
        Path directory = root.resolve("stream");
        Path source = root.resolve("stream-source");
        run("stream", directory, session -> {
            rows(0, 10).write().parquet(source.toString());
            session.sql(
                    "CREATE TABLE streamed (id BIGINT, ssn STRING, salary BIGINT, city STRING) USING delta LOCATION '"
                            + directory.toUri() + "' " + CLEAN.formatted(""));
            session.readStream()
                    .schema(rows(0, 1).schema())
                    .parquet(source.toString())
                    .writeStream()
                    .format("delta")
                    .option(
                            "checkpointLocation",
                            root.resolveSibling("checkpoints").toString())
                    .trigger(Trigger.AvailableNow())
                    .start(directory.toString())
                    .awaitTermination();
            return count(session, "streamed");
        });
    }

    /** Delta puts least and greatest values into its log, unless told not to. */
    private void statistics() throws IOException {
        Path directory = root.resolve("statistics");
        run("statistics-frame", directory, session -> {
            rows(0, 10).write().format("delta").save(directory.toString());
            return "";
        });
        run("statistics-ctas", root.resolve("counted"), session -> {
            session.sql("CREATE TABLE counted USING delta AS SELECT * FROM source");
            return "";
        });
        run("statistics-later", root.resolve("later"), session -> {
            session.sql("CREATE TABLE later USING delta " + CLEAN.formatted("") + " AS SELECT * FROM source");
            session.sql("ALTER TABLE later SET TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '2')");
            return "";
        });
        sql("statistics-insert", root.resolve("later"), "INSERT INTO later SELECT * FROM source");
        sql("statistics-update", root.resolve("later"), "UPDATE later SET city = 'Lyon'");
        sql(
                "statistics-merge",
                root.resolve("later"),
                "MERGE INTO later t USING source s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT *");
        sql("statistics-delete", root.resolve("later"), "DELETE FROM later WHERE id > 2");
        sql("statistics-optimize", root.resolve("later"), "OPTIMIZE later");
    }

    /** What Delta would drop, or name otherwise. */
    private void words() throws IOException {
        run("options-dropped", root.resolve("options"), session -> {
            session.range(3)
                    .write()
                    .format("delta")
                    .option("delta.dataSkippingNumIndexedCols", "0")
                    .option("parquet.encryption.uniform.key", "finance")
                    .save(root.resolve("options").toString());
            return "";
        });
        sql(
                "mapped-names",
                root.resolve("mapped"),
                "CREATE TABLE mapped USING delta " + CLEAN.formatted(", 'delta.columnMapping.mode' = 'name'")
                        + " AS SELECT * FROM source");
        sql(
                "partition-encrypted",
                root.resolve("partitioned"),
                "CREATE TABLE partitioned USING delta PARTITIONED BY (ssn) " + CLEAN.formatted("")
                        + " AS SELECT * FROM source");
        run("orc", root.resolve("orc"), session -> {
            session.table("source").write().orc(root.resolve("orc").toString());
            return "";
        });
        run("elsewhere", root.resolveSibling("elsewhere"), session -> {
            session.table("source")
                    .write()
                    .format("delta")
                    .save(root.resolveSibling("elsewhere").toString());
            return count(session, "delta.`" + root.resolveSibling("elsewhere").toUri() + "`");
        });
    }

    /** Delta puts conditions into its log as text. */
    private void conditions() throws IOException {
        Path directory = root.resolve("conditions");
        run("conditions", directory, session -> {
            session.sql("CREATE TABLE conditions USING delta " + CLEAN.formatted("") + " AS SELECT * FROM source");
            return "";
        });
        String value = "'" + TableCases.CANARY + " 3'";
        sql("condition-delete", directory, "DELETE FROM conditions WHERE ssn = " + value);
        sql("condition-update", directory, "UPDATE conditions SET city = 'Lyon' WHERE ssn = " + value);
        sql(
                "condition-merge",
                directory,
                "MERGE INTO conditions t USING source s ON t.id = s.id WHEN MATCHED AND t.ssn = " + value
                        + " THEN DELETE");
        sql(
                "condition-of-view",
                directory,
                "MERGE INTO conditions t USING (SELECT " + value
                        + " AS ssn) s ON t.ssn = s.ssn WHEN MATCHED THEN DELETE");
    }

    /** Tables of files that are there already: the log alone is written. */
    private void adopted() throws IOException {
        Path directory = root.resolve("converted");
        run("converted", directory, session -> {
            session.table("source").write().parquet(directory.toString());
            return "";
        });
        sql("convert", directory, "CONVERT TO DELTA parquet.`" + directory.toUri() + "`");
        run("convert-without-statistics", directory, session -> {
            session.sql("CONVERT TO DELTA parquet.`" + directory.toUri() + "` NO STATISTICS");
            return count(session, "delta.`" + directory.toUri() + "`");
        });
        clone("clone", "ctas");
        clone("clone-of-statistics", "later");
        clone("clone-of-elsewhere", "../elsewhere");
    }

    private void clone(String name, String source) throws IOException {
        String clone = root.resolve(name).toUri().toString();
        String cloned = root.resolve(source).normalize().toUri().toString();
        run(name, root.resolve(name), session -> {
            session.sql("CREATE TABLE delta.`" + clone + "` SHALLOW CLONE delta.`" + cloned + "`");
            return count(session, "delta.`" + clone + "`");
        });
    }

    private interface InSession {
        String with(SparkSession session) throws Exception;
    }

    /** In a session of its own, which knows nothing of what others set. */
    private void run(String name, Path directory, InSession action) throws IOException {
        TableCases.run(name, directory, () -> {
            SparkSession session = spark.newSession();
            rows(0, 10).createOrReplaceTempView("source");
            session.range(0, 10, 1, 1)
                    .selectExpr(
                            "id",
                            "concat('" + TableCases.CANARY + " ', id) AS ssn",
                            TableCases.CANARY_NUMBER + " + id AS salary",
                            "'Paris' AS city")
                    .createOrReplaceTempView("source");
            return action.with(session);
        });
    }

    private void sql(String name, Path directory, String statement) throws IOException {
        run(name, directory, session -> {
            session.sql(statement);
            return "";
        });
    }

    private static String count(SparkSession session, String table) {
        return session.sql("SELECT count(ssn), count(DISTINCT salary) FROM " + table)
                .first()
                .toString();
    }

    /** How many there are, sidecars among them. */
    private static String checkpoints(Path table) throws IOException {
        return TableCases.files(table.resolve("_delta_log")).stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".parquet"))
                .map(name -> name.contains("_sidecars") ? "sidecar" : "checkpoint")
                .distinct()
                .sorted()
                .toList()
                .toString();
    }

    /** All but those after the last checkpoint. */
    private static void forgetCommits(Path log) throws IOException {
        List<Path> files = TableCases.files(log);
        String last = files.stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.contains(".checkpoint"))
                .map(name -> name.substring(0, 20))
                .reduce((one, later) -> later)
                .orElseThrow();
        for (Path file : files) {
            String name = file.getFileName().toString().replaceFirst("^\\.", "");
            if (name.matches("\\d{20}\\.json.*") && name.compareTo(last) < 0) {
                Files.delete(file);
            }
        }
    }
}
