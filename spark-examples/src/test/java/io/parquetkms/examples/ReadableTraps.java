package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import io.parquetkms.spark.sql.ReadableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A job of a role that may not decrypt with every key: reads what {@link ReadableFiles} wrote in every way there is, and tries to write it
 * back. Prints {@code seen <name> <what>} and {@code back <name> <refused, allowed or lost> <error>}.
 */
public final class ReadableTraps {

    private static final String DYNAMIC = "spark.sql.sources.partitionOverwriteMode";
    private static final Map<String, String> KEYS =
            Map.of("parquet.encryption.footer.key", "footer", "parquet.kms.columns", "pii: ssn, address.street");

    private final SparkSession spark;
    private final Path root;
    private final String people;

    private ReadableTraps(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
        people = root + "/people";
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.sql.warehouse.dir", root + "/warehouse")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            ReadableTraps traps = new ReadableTraps(spark, root);
            traps.reads();
            traps.others();
            traps.tables();
            traps.writes();
        }
    }

    private void reads() {
        ReadableView view = ParquetKmsSql.view(spark, List.of(people), Map.of());
        seen("schema", () -> view.rows().schema().toDDL());
        seen("omitted", () -> String.join(", ", view.omitted()));
        seen("rows", () -> view.rows().orderBy("id").limit(1).collectAsList());
        seen("count", () -> view.rows().count());
        seen("struct-not-null", () -> view.rows().where("address IS NOT NULL").count());
        seen("filter", () -> view.rows().where("address.city = 'city 3' AND day = 1").count());
        seen("nulls", () -> view.rowsWithNulls().orderBy("id").limit(1).collectAsList());
        seen("nulls-count", () -> view.rowsWithNulls().count());
        seen(
                "nulls-schema",
                () -> view.rowsWithNulls()
                        .schema()
                        .toDDL()
                        .equals(spark.read().parquet(people).schema().toDDL()));
        seen("nulls-filter", () -> view.rowsWithNulls().where("ssn IS NULL AND address.street IS NULL").count());
        seen("access", () -> lines(view.access().selectExpr("column", "state", "files", "grant IS NOT NULL")));
        seen("access-key", () -> lines(view.access().where("column = 'ssn'").selectExpr("key_id", "grant")));
    }

    private void others() {
        for (String name : List.of("plain", "mixed", "evolved", "none", "unsigned")) {
            String path = root + "/" + name;
            seen(name, () -> ParquetKmsSql.readable(spark, path).schema().toDDL());
            seen(name + "-rows", () -> ParquetKmsSql.readable(spark, path)
                    .orderBy("id")
                    .limit(1)
                    .collectAsList());
        }
        for (String name : List.of("closed", "secrets", "legacy")) {
            seen(name, () -> ParquetKmsSql.readable(spark, root + "/" + name));
            seen(name + "-access", () -> lines(ParquetKmsSql.access(spark, root + "/" + name)
                    .selectExpr("column", "state", "files", "of_files")));
        }
        Map<String, String> merge = Map.of("mergeSchema", "true");
        seen("merged", () -> ParquetKmsSql.readable(spark, root + "/evolved", merge)
                .schema()
                .toDDL());
        seen("merged-nulls", () -> ParquetKmsSql.readableWithNulls(spark, root + "/evolved", merge)
                .selectExpr("count(*)", "count(id)", "count(ssn)")
                .collectAsList());
        seen("paths", () -> ParquetKmsSql.readable(spark, List.of(root + "/mixed", root + "/pla*"), Map.of())
                .count());
        seen("corrupt-ignored", () -> {
            spark.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
            try {
                return ParquetKmsSql.readable(spark, root + "/mixed").schema().toDDL();
            } finally {
                spark.conf().unset("spark.sql.files.ignoreCorruptFiles");
            }
        });
        seen("nowhere", () -> ParquetKmsSql.readable(spark, root + "/nowhere"));
    }

    private void tables() {
        spark.read()
                .parquet(root + "/plain")
                .selectExpr("id", "ssn", "named_struct('street', name, 'city', name) AS address", "id % 2 AS day")
                .write()
                .options(KEYS)
                .partitionBy("day")
                .saveAsTable("people_m");
        spark.sql("CREATE VIEW some AS SELECT id FROM people_m");
        seen("table", () -> ParquetKmsSql.readableTable(spark, "people_m")
                .schema()
                .toDDL());
        seen("table-count", () -> ParquetKmsSql.readableTable(spark, "default.people_m")
                .where("day = 1")
                .count());
        seen("table-scans", () -> ParquetKmsSql.readableTable(spark, "people_m").inputFiles().length);
        seen("table-nulls", () -> ParquetKmsSql.readableTableWithNulls(spark, "people_m")
                .selectExpr("count(*)", "count(ssn)", "count(address)", "count(address.street)", "count(address.city)")
                .collectAsList());
        seen("view", () -> ParquetKmsSql.readableTable(spark, "some"));
        seen("sql", () -> spark.sql("SELECT * FROM parquet_kms_readable('people_m')")
                .schema()
                .toDDL());
        seen("sql-path", () -> spark.sql("SELECT count(*), count(ssn) FROM parquet_kms_readable_with_nulls('" + people + "')")
                .collectAsList());
        seen("sql-access", () -> lines(
                spark.sql("SELECT column, state FROM parquet_kms_access('" + people + "') WHERE column = 'salary'")));
        seen("sql-wrong", () -> spark.sql("SELECT * FROM parquet_kms_readable(1, 2)"));
    }

    private void writes() throws IOException {
        Dataset<Row> rows = ParquetKmsSql.readable(spark, people);
        Dataset<Row> nulls = ParquetKmsSql.readableWithNulls(spark, people);
        back("overwrite", () -> nulls.write().mode("overwrite").partitionBy("day").parquet(people));
        back("append", () -> nulls.write().mode("append").partitionBy("day").parquet(people));
        spark.conf().set(DYNAMIC, "dynamic");
        back("dynamic", () -> nulls.write().mode("overwrite").partitionBy("day").parquet(people));
        back("dynamic-of-readable", () -> rows.write().mode("overwrite").partitionBy("day").parquet(people));
        back("partition", () -> nulls.drop("day").write().mode("append").parquet(people + "/day=1"));
        back("parent", () -> rows.write().mode("append").parquet(root.toString()));
        back("csv", () -> nulls.select("id", "ssn").write().mode("append").csv(people));
        back("transformed", () -> dynamic(nulls.withColumn("ssn", functions.coalesce(functions.col("ssn"), functions.lit("?")))
                .filter("id > 2")
                .unionByName(nulls.limit(1))));
        back("joined", () -> dynamic(nulls.join(spark.range(5).toDF("id"), "id")));
        back("aggregated", () -> dynamic(
                rows.groupBy("id", "day").agg(functions.max("address.city").as("name"))));
        back("cached", () -> dynamic(nulls.cache()));
        back("local-checkpoint", () -> dynamic(nulls.localCheckpoint()));
        back("rdd", () -> dynamic(spark.createDataFrame(nulls.toJavaRDD(), nulls.schema())));
        back("to-df", () -> dynamic(nulls.select("id", "ssn", "day").toDF("id", "s", "day")));
        nulls.createOrReplaceTempView("nulls");
        spark.sql("CREATE TEMP VIEW nested AS SELECT * FROM nulls WHERE id > 1");
        spark.sql("CREATE TABLE people_t USING parquet LOCATION '" + people + "'");
        back("insert-overwrite", () -> spark.sql("INSERT OVERWRITE people_t SELECT * FROM nested"));
        back("insert-into", () -> spark.sql("INSERT INTO people_t SELECT * FROM nulls"));
        back("insert-cte", () -> spark.sql("WITH c AS (SELECT * FROM nulls) INSERT INTO people_t SELECT * FROM c"));
        back("insert-function", () -> spark.sql(
                "INSERT INTO people_t SELECT * FROM parquet_kms_readable_with_nulls('" + people + "')"));
        back("directory", () -> spark.sql(
                "INSERT OVERWRITE DIRECTORY '" + people + "' USING parquet SELECT * FROM nulls"));
        back("save-as-table-append", () -> nulls.write().mode("append").partitionBy("day").saveAsTable("people_t"));
        back("insert-method", () -> nulls.write().mode("overwrite").insertInto("people_t"));
        Dataset<Row> export = nulls.coalesce(1);
        back("elsewhere", () -> export.write().parquet(root + "/export"));
        back("export-back", () -> dynamic(spark.read().parquet(root + "/export")));
        back("elsewhere-as-table", () -> rows.write().saveAsTable("elsewhere"));
        back("full-rows", () -> spark.read()
                .parquet(people)
                .select("id", "day")
                .limit(0)
                .write()
                .mode("append")
                .partitionBy("day")
                .parquet(people));
        managed();
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
            back(name + "-dynamic", files, () -> rows.write()
                    .mode("overwrite")
                    .partitionBy("day")
                    .parquet(files));
        }
    }

    private void dynamic(Dataset<Row> rows) {
        rows.write().mode("overwrite").partitionBy("day").parquet(people);
    }

    private interface Question {
        Object ask() throws Exception;
    }

    private static void seen(String name, Question question) {
        String answer;
        try {
            answer = String.valueOf(question.ask());
        } catch (Exception e) {
            answer = "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        System.out.println("seen\t" + name + "\t" + oneLine(answer));
    }

    private static String lines(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> row.toSeq().mkString(" "))
                .collect(Collectors.joining("; "));
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
            error = e.getMessage();
        }
        if (!files(directory).containsAll(before)) {
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
