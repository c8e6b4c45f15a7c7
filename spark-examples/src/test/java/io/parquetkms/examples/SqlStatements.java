package io.parquetkms.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A job: runs SQL statements, line by line of a file of cases, in databases that differ in what must be encrypted there, and says what came
 * of it: {@code sql <case> <database> <outcome> <error>}. In the statements {@code t} stands for a table, {@code 'd'} for a directory, and
 * {@code KEYS} for the settings of a table; {@code source} has rows, {@code people} is an encrypted table.
 */
public final class SqlStatements {

    private static final String KEYS =
            "'parquet.encryption.footer.key' = 'footer', 'parquet.kms.columns' = 'pii: id, name'";

    private static final long NUMBER = 0x0CA4_A41E_5EED_0000L;
    private static final Map<String, String> IN_CLEAR =
            Map.of("id", number(), "name", "canary of a name", "mail", "canary of a mail");

    /** With what must be encrypted there, in the order of the page's columns. */
    private static final List<String> DATABASES = List.of("elsewhere", "guarded", "lake");

    private final SparkSession spark;
    private final Path root;

    private SqlStatements(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        List<List<String>> cases = Files.readAllLines(Path.of(arguments[1])).stream()
                .map(line -> List.of(line.split("\t")))
                .toList();
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        try (SparkSession spark = SparkSession.builder().config(conf(output)).getOrCreate()) {
            SqlStatements job = new SqlStatements(spark, output.root());
            for (String database : DATABASES) {
                job.prepare(database);
                for (int i = 0; i < cases.size(); i++) {
                    job.run(i, cases.get(i), database);
                }
            }
        }
    }

    private static SparkConf conf(OutputDirectory output) throws IOException {
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        output.root().resolve("guarded").toString())
                .set("spark.hadoop.parquet.kms.policy", policy(output.root()).toString())
                .set("spark.sql.warehouse.dir", output.root().toUri().toString())
                .set("spark.sql.parquet.compression.codec", "uncompressed")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        return conf;
    }

    private static Path policy(Path root) throws IOException {
        return Files.writeString(root.resolve("policy.json"), """
                { "version": 1,
                  "places": [
                    { "path": "%s", "footerKey": "footer", "columns": { "pii": ["id", "name"] } } ] }
                """.formatted(root.resolve("lake")));
    }

    private void prepare(String database) {
        SparkSession session = session();
        session.sql("CREATE DATABASE " + database + " LOCATION '"
                + root.resolve(database).toUri() + "'");
        session.sql("USE " + database);
        session.sql("CREATE TABLE people (id BIGINT, name STRING) USING parquet OPTIONS (" + KEYS + ")");
        session.sql("INSERT INTO people SELECT * FROM source");
    }

    private SparkSession session() {
        SparkSession session = spark.newSession();
        session.sql("CREATE TEMPORARY VIEW source AS SELECT id + " + NUMBER
                + " AS id, concat('canary of a name ', id) AS name FROM range(0, 3, 1, 1)");
        return session;
    }

    private void run(int number, List<String> statements, String database) throws IOException {
        String table = "t" + number;
        Path directory = root.resolve(database).resolve("d" + number);
        SparkSession session = session();
        session.sql("USE " + database);
        String error = "";
        List<Path> before = List.of();
        try {
            for (String statement : statements) {
                before = written(database, table, directory);
                session.sql(statement
                                .replaceAll("\\bt\\b", table)
                                .replace("'d'", "'" + directory.toUri() + "'")
                                .replace("KEYS", KEYS))
                        .collectAsList();
            }
        } catch (Exception e) {
            error = Failures.forUser(e).replaceAll("\\s+", " ");
        }
        List<Path> files = written(database, table, directory);
        String outcome = error.isEmpty() ? outcome(session, table, files) : outcome(error, before, files);
        System.out.println(String.join("\t", "sql", "" + number, database, outcome, error));
    }

    private List<Path> written(String database, String table, Path directory) throws IOException {
        List<Path> files = new ArrayList<>(files(root.resolve(database).resolve(table)));
        files.addAll(files(directory));
        return files;
    }

    private static String outcome(String error, List<Path> before, List<Path> files) {
        if (!error.contains("InvalidConfigurationException")) {
            return "failed";
        }
        return files.equals(before) ? "refused" : "refused, but files have changed";
    }

    private static String outcome(SparkSession session, String table, List<Path> files) throws IOException {
        String inClear = inClear(files);
        if (!inClear.isEmpty()) {
            return inClear;
        }
        if (files.isEmpty()) {
            return "nothing written";
        }
        return analyzed(session, table) ? "values in the catalog" : "encrypted";
    }

    /** In which columns; all of them are where a file is not encrypted. */
    private static String inClear(List<Path> files) throws IOException {
        List<String> columns = new ArrayList<>();
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!bytes.endsWith("PARE")) {
                return "plaintext";
            }
            IN_CLEAR.forEach((column, value) -> {
                if (bytes.contains(value) && !columns.contains(column)) {
                    columns.add(column);
                }
            });
        }
        return columns.isEmpty() ? "" : String.join(", ", columns) + " in plaintext";
    }

    private static boolean analyzed(SparkSession session, String table) {
        return session.catalog().tableExists(table)
                && session.sql("DESCRIBE EXTENDED " + table + " id").collectAsList().stream()
                        .anyMatch(row -> String.valueOf(row.get(1)).equals(Long.toString(NUMBER)));
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().endsWith(".crc") && !path.endsWith("_SUCCESS"))
                    .toList();
        }
    }

    /** As Parquet writes it, but for its first byte, in which the rows differ. */
    private static String number() {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(NUMBER)
                .array();
        return new String(bytes, 1, Long.BYTES - 1, StandardCharsets.ISO_8859_1);
    }
}
