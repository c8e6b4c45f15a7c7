package io.parquetkms.examples;

import io.parquetkms.spark.sql.ParquetKmsSql;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job that writes the datasets that {@link ReadableTraps} reads, and then looks at one while the KMS answers no {@code Decrypt}. Prints
 * {@code outage <type of the failure>}.
 */
public final class ReadableFiles {

    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String COLUMNS = "parquet.kms.columns";

    private static final String PEOPLE = """
            SELECT id, concat('ssn-', id) AS ssn, id * 100.0D AS salary, concat('name ', id) AS name,
              named_struct('street', concat('street ', id), 'city', concat('city ', id),
                'geo', named_struct('lat', id * 1.0D, 'lon', id * 2.0D)) AS address,
              named_struct('a', id, 'b', id) AS secrets,
              map('k', concat('value ', id)) AS tags,
              array(named_struct('number', concat('+', id), 'kind', 'home')) AS phones,
              id AS `a.b`, id AS `tick``s`,
              CAST(id % 2 AS INT) AS day
            FROM range(10)""";

    private static final Map<String, String> KEYS_OF_PEOPLE = Map.of(
            FOOTER,
            "footer",
            COLUMNS,
            "pii: ssn, address.street, address.geo.lon, secrets, tags.value, phones.number, \"a.b\"; finance: salary; address: name",
            "parquet.kms.columns.missing",
            "ignore",
            "parquet.kms.columns.unmatched",
            "footer");

    private ReadableFiles() {}

    public static void main(String[] arguments) throws Exception {
        Path root = OutputDirectory.empty(Path.of(arguments[0])).root();
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.ui.enabled", "false");
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            Dataset<Row> people = spark.sql(PEOPLE);
            people.repartition(1).write().options(KEYS_OF_PEOPLE).partitionBy("day").parquet(root + "/people");
            Dataset<Row> few = people.select("id", "ssn", "name").coalesce(1);
            few.write().parquet(root + "/plain");
            few.write().option("parquet.encryption.uniform.key", "pii").parquet(root + "/closed");
            write(few, "", "append", root + "/mixed");
            write(few, "pii: ssn", "append", root + "/mixed");
            write(few.select("id"), "", "append", root + "/evolved");
            write(few.select("id", "ssn"), "pii: ssn", "append", root + "/evolved");
            write(few.select("ssn"), "pii: ssn", "append", root + "/secrets");
            write(few.limit(0), "pii: ssn", "append", root + "/none");
            few.write()
                    .option(FOOTER, "pii")
                    .option(COLUMNS, "finance: ssn")
                    .option("parquet.encryption.plaintext.footer", "true")
                    .parquet(root + "/unsigned");
            few.write()
                    .option(FOOTER, "pii")
                    .option(COLUMNS, "footer: ssn")
                    .option("parquet.kms.columns.unmatched", "plaintext")
                    .option("parquet.encryption.plaintext.footer", "true")
                    .parquet(root + "/legacy");
            System.out.println("outage\t" + outage(spark, root + "/people"));
        }
    }

    private static void write(Dataset<Row> rows, String columns, String mode, String path) {
        rows.write()
                .mode(mode)
                .options(
                        columns.isEmpty()
                                ? Map.of("parquet.encryption.uniform.key", "footer")
                                : Map.of(FOOTER, "footer", COLUMNS, columns))
                .parquet(path);
    }

    private static String outage(SparkSession spark, String path) {
        try {
            return "none " + ParquetKmsSql.access(spark, path).collectAsList();
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
