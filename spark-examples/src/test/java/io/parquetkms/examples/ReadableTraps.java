package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import io.parquetkms.spark.sql.ReadableView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job of a role that may not decrypt with every key: reads what {@link ReadableFiles} wrote in every way there is, and lets {@link
 * WritingBack} try to write it back. Prints {@code seen <name> <what>}. Arguments: the directory of the files, the page that says how, and
 * files with statements that the command has printed.
 */
public final class ReadableTraps {

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
            traps.page(ReadablePage.read(Path.of(arguments[1])));
            traps.printed(List.of(arguments).subList(2, arguments.length));
            new WritingBack(spark, root).run();
        }
    }

    private void reads() {
        ReadableView view = ParquetKmsSql.view(spark, List.of(people), Map.of());
        seen("schema", () -> view.rows().schema().toDDL());
        seen("omitted", () -> String.join(", ", view.omitted()));
        seen("rows", () -> view.rows().orderBy("id").limit(1).collectAsList());
        seen("count", () -> view.rows().count());
        seen("struct-not-null", () -> view.rows().where("address IS NOT NULL").count());
        seen(
                "filter",
                () -> view.rows().where("address.city = 'city 3' AND day = 1").count());
        seen("nulls", () -> view.rowsWithNulls().orderBy("id").limit(1).collectAsList());
        seen("nulls-count", () -> view.rowsWithNulls().count());
        seen(
                "nulls-schema",
                () -> view.rowsWithNulls()
                        .schema()
                        .toDDL()
                        .equals(spark.read().parquet(people).schema().toDDL()));
        seen(
                "nulls-filter",
                () -> view.rowsWithNulls()
                        .where("ssn IS NULL AND address.street IS NULL")
                        .count());
        seen("access", () -> lines(view.access().selectExpr("column", "state", "files", "grant IS NOT NULL")));
        seen(
                "sql-cut",
                () -> spark.sql("SELECT address FROM (SELECT named_struct('city', `address`.`city`, 'street',"
                                + " IF(false, `address`.`street`, NULL)) AS address FROM parquet.`" + people
                                + "`) WHERE address IS NOT NULL AND address.city = 'city 3'")
                        .collectAsList());
        seen("access-key", () -> lines(view.access().where("column = 'ssn'").selectExpr("key_id", "grant")));
    }

    private void others() {
        for (String name : List.of("plain", "mixed", "evolved", "none", "unsigned")) {
            String path = root + "/" + name;
            seen(name, () -> ParquetKmsSql.readable(spark, path).schema().toDDL());
            seen(
                    name + "-rows",
                    () -> ParquetKmsSql.readable(spark, path)
                            .orderBy("id")
                            .limit(1)
                            .collectAsList());
        }
        for (String name : List.of("closed", "secrets", "legacy")) {
            seen(name, () -> ParquetKmsSql.readable(spark, root + "/" + name));
            seen(
                    name + "-access",
                    () -> lines(ParquetKmsSql.access(spark, root + "/" + name)
                            .selectExpr("column", "state", "files", "of_files")));
        }
        Map<String, String> merge = Map.of("mergeSchema", "true");
        seen(
                "merged",
                () -> ParquetKmsSql.readable(spark, root + "/evolved", merge)
                        .schema()
                        .toDDL());
        seen(
                "merged-nulls",
                () -> ParquetKmsSql.readableWithNulls(spark, root + "/evolved", merge)
                        .selectExpr("count(*)", "count(id)", "count(ssn)")
                        .collectAsList());
        seen(
                "paths",
                () -> ParquetKmsSql.readable(spark, List.of(root + "/mixed", root + "/pla*"), Map.of())
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
        seen(
                "table",
                () -> ParquetKmsSql.readableTable(spark, "people_m").schema().toDDL());
        seen(
                "table-count",
                () -> ParquetKmsSql.readableTable(spark, "default.people_m")
                        .where("day = 1")
                        .count());
        seen("table-scans", () -> ParquetKmsSql.readableTable(spark, "people_m").inputFiles().length);
        seen(
                "table-nulls",
                () -> ParquetKmsSql.readableTableWithNulls(spark, "people_m")
                        .selectExpr(
                                "count(*)",
                                "count(ssn)",
                                "count(address)",
                                "count(address.street)",
                                "count(address.city)")
                        .collectAsList());
        seen("view", () -> ParquetKmsSql.readableTable(spark, "some"));
        seen(
                "sql",
                () -> spark.sql("SELECT * FROM parquet_kms_readable('people_m')")
                        .schema()
                        .toDDL());
        seen(
                "sql-path",
                () -> spark.sql("SELECT count(*), count(ssn) FROM parquet_kms_readable_with_nulls('" + people + "')")
                        .collectAsList());
        seen(
                "sql-access",
                () -> lines(spark.sql(
                        "SELECT column, state FROM parquet_kms_access('" + people + "') WHERE column = 'salary'")));
        seen("sql-wrong", () -> spark.sql("SELECT * FROM parquet_kms_readable(1, 2)"));
    }

    /** What the page's blocks say, with a dataset of this job's in place of the reader's. */
    private void page(ReadablePage page) {
        ReadablePage own = page.with(Map.of(
                "s3a://lake/people/day=2026-*",
                people + "/day=*",
                "s3a://lake/people",
                people,
                "db.people",
                "people_m"));
        own.statements()
                .forEach(sql -> seen(
                        "page " + sql.strip(),
                        () -> spark.sql(sql).collectAsList().size()));
        own.calls().forEach(call -> seen("page " + call, () -> call.on(spark)));
    }

    /** Views that the command has printed, as they stand there. */
    private void printed(List<String> files) throws IOException {
        spark.sql("CREATE TABLE people_t USING parquet LOCATION '" + people + "'");
        spark.sql("MSCK REPAIR TABLE people_t");
        for (String file : files) {
            spark.sql(Files.readString(Path.of(file)));
        }
        spark.sql("CREATE VIEW some_people TBLPROPERTIES ('parquet-kms.incomplete' = '" + people
                + "') AS SELECT id, IF(false, ssn, NULL) AS ssn, day FROM parquet.`" + people + "`");
        seen(
                "sql-view",
                () -> spark.sql("SELECT count(*), count(id), count(ssn) FROM some_people")
                        .collectAsList());
        seen("printed", () -> spark.table("people_readable").schema().toDDL().replace(" NOT NULL", ""));
        seen(
                "printed-rows",
                () -> spark.table("people_readable").orderBy("id").limit(1).collectAsList());
        seen(
                "printed-nulls",
                () -> spark.sql("SELECT count(*), count(id), count(ssn), count(address.street) FROM people_nulls")
                        .collectAsList());
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
        return rows.collectAsList().stream().map(row -> row.mkString(" ")).collect(Collectors.joining("; "));
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\t', ' ');
    }
}
