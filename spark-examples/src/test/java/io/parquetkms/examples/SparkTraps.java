package io.parquetkms.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * A job: settings given to Spark in every way there is, many of which Spark drops without a word. Prints a line for each: name,
 * what became of the files, and the error. The files belong under {@code guarded}, where {@code parquet.kms.encrypted.paths}
 * holds, or {@code free}, where it doesn't.
 */
public final class SparkTraps {

    private static final Map<String, String> KEYS =
            Map.of("parquet.encryption.footer.key", "footer", "parquet.encryption.column.keys", "pii:name");

    private final SparkSession spark;
    private final Path guarded;
    private final Path free;

    private SparkTraps(SparkSession spark, Path root) {
        this.spark = spark;
        guarded = root.resolve("guarded");
        free = root.resolve("free");
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        SparkConf conf = new SparkConf()
                .set("spark.hadoop.parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory")
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        output.root().resolve("guarded") + "," + output.root().resolve("free/guarded"))
                .set(
                        "spark.sql.warehouse.dir",
                        output.root().resolve("guarded").toUri().toString())
                .set("spark.sql.extensions", "io.parquetkms.spark.sql.ExplainFunction")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            SparkTraps traps = new SparkTraps(spark, output.root());
            traps.options();
            traps.sessions();
            traps.tables();
            traps.streams();
            traps.columns();
            traps.rules();
            traps.variants();
            traps.plaintext();
            traps.beside();
            traps.explained();
        }
    }

    private void options() throws IOException {
        trap("options", guarded, path -> rows().write().options(KEYS).parquet(path));
        trap("options-of-v2-source", guarded, path -> {
            SparkSession session = spark.newSession();
            session.conf().set("spark.sql.sources.useV1SourceList", "");
            rows(session).write().mode("append").options(KEYS).parquet(path);
        });
        trap(
                "options-in-upper-case",
                free,
                path -> rows().write()
                        .option("PARQUET.ENCRYPTION.FOOTER.KEY", "footer")
                        .option("PARQUET.ENCRYPTION.COLUMN.KEYS", "pii:name")
                        .parquet(path));
        trap(
                "options-misspelt",
                free,
                path -> rows().write()
                        .option("parquet.encryption.footer.key", "footer")
                        .option("parquet.encryption.columns.keys", "pii:name")
                        .parquet(path));
        trap(
                "options-misspelt-kms",
                free,
                path -> rows().write()
                        .options(KEYS)
                        .option("parquet.kms.encrypted.path", "*")
                        .parquet(path));
        trap(
                "summary-file",
                guarded,
                path -> rows().write()
                        .options(KEYS)
                        .option("parquet.summary.metadata.level", "ALL")
                        .parquet(path));
    }

    private void sessions() throws IOException {
        trap("session", guarded, path -> {
            SparkSession session = spark.newSession();
            KEYS.forEach(session.conf()::set);
            rows(session).write().parquet(path);
            session.read().parquet(path).collectAsList();
        });
        trap("session-with-prefix", free, path -> {
            SparkSession session = spark.newSession();
            KEYS.forEach((name, value) -> session.conf().set("spark.hadoop." + name, value));
            rows(session).write().parquet(path);
        });
        trap("footer-key-in-session", guarded, path -> {
            SparkSession session = spark.newSession();
            session.conf().set("parquet.encryption.footer.key", "footer");
            rows(session)
                    .write()
                    .option("parquet.encryption.column.keys", "pii:name")
                    .parquet(path);
            session.read().parquet(path).collectAsList();
        });
        trap("hadoop-configuration", guarded, path -> {
            KEYS.forEach(spark.sparkContext().hadoopConfiguration()::set);
            try {
                rows().write().parquet(path);
            } finally {
                KEYS.keySet().forEach(spark.sparkContext().hadoopConfiguration()::unset);
            }
        });
    }

    private void tables() throws IOException {
        String create = "CREATE TABLE %s (id BIGINT, name STRING) USING parquet ";
        String keys = "('parquet.encryption.footer.key' = 'footer', 'parquet.encryption.column.keys' = 'pii:name')";
        rows().createOrReplaceTempView("source");
        table("table_options", name -> {
            spark.sql(create.formatted(name) + "OPTIONS " + keys);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
            spark.table(name).collectAsList();
        });
        table("table_properties", name -> {
            spark.sql(create.formatted(name) + "TBLPROPERTIES " + keys);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
        table("insert_into", name -> {
            spark.sql(create.formatted(name));
            rows().write().options(KEYS).insertInto(name);
        });
        table("append_to_table", name -> {
            spark.sql(create.formatted(name));
            rows().write().mode("append").options(KEYS).saveAsTable(name);
        });
        table(
                "write_to",
                name -> rows().writeTo(name).using("parquet").options(KEYS).create());
        trap(
                "insert-overwrite-directory",
                guarded,
                path -> spark.sql("INSERT OVERWRITE DIRECTORY '" + path + "' USING parquet OPTIONS " + keys
                        + " SELECT * FROM source"));
    }

    private void streams() throws IOException {
        String source = free.resolve("stream-source").toUri().toString();
        rows().write().parquet(source);
        trap("stream-options", guarded, path -> stream(spark, source, path, KEYS));
        trap("stream-session", guarded, path -> {
            SparkSession session = spark.newSession();
            KEYS.forEach(session.conf()::set);
            stream(session, source, path, Map.of());
        });
    }

    private void stream(SparkSession session, String source, String path, Map<String, String> options)
            throws Exception {
        session.readStream()
                .schema(rows().schema())
                .parquet(source)
                .writeStream()
                .options(options)
                .option("checkpointLocation", path.replace("/guarded/", "/checkpoints/"))
                .trigger(Trigger.AvailableNow())
                .start(path)
                .awaitTermination();
    }

    private void columns() throws IOException {
        trap(
                "partition-column",
                free,
                path -> rows().write().options(KEYS).partitionBy("name").parquet(path));
        trap(
                "missing-column",
                free,
                path -> rows().write()
                        .options(KEYS)
                        .option("parquet.encryption.column.keys", "pii:Name")
                        .parquet(path));
        trap(
                "group-column",
                free,
                path -> nested().write()
                        .options(KEYS)
                        .option("parquet.encryption.column.keys", "pii:person")
                        .parquet(path));
        trap("nested-columns", guarded, path -> {
            nested().write()
                    .options(KEYS)
                    .option(
                            "parquet.encryption.column.keys",
                            "pii:person.name,phones.list.element;finance:cards.key_value.key,cards.key_value.value.limit")
                    .parquet(path);
            List<Row> read = spark.read().parquet(path).collectAsList();
            if (!read.equals(nested().collectAsList())) {
                throw new IllegalStateException("read " + read);
            }
        });
    }

    private void rules() throws IOException {
        for (String legacy : List.of("false", "true")) {
            trap("rules-legacy-format-" + legacy, free, path -> {
                SparkSession session = spark.newSession();
                session.conf().set("spark.sql.parquet.writeLegacyFormat", legacy);
                write(
                        nested(session),
                        "parquet.kms.columns",
                        "pii: *.name, phones.element; finance: cards.value",
                        path);
                refusePlaintext(path, "name of ", "25-989-741-2988");
                requirePlaintext(path, "card ");
                refuseOthers(spark.read().parquet(path).collectAsList(), nested(spark));
            });
        }
        trap("tags", free, path -> {
            Metadata pii = new MetadataBuilder().putString("encrypt", "pii").build();
            Metadata footer = new MetadataBuilder().putBoolean("encrypt", true).build();
            write(
                    nested(spark).withMetadata("person", pii).withMetadata("phones", footer),
                    "parquet.kms.columns.missing",
                    "fail",
                    path);
            refusePlaintext(path, "name of ", "25-989-741-2988");
            requirePlaintext(path, "card ");
            refuseOthers(spark.read().parquet(path).collectAsList(), nested(spark));
        });
        trap(
                "partition-under-a-rule",
                free,
                path -> rows().write()
                        .option("parquet.encryption.footer.key", "footer")
                        .option("parquet.kms.columns", "pii: n*e")
                        .partitionBy("name")
                        .parquet(path));
        trap("missing-by-rule", free, path -> write(nested(spark), "parquet.kms.columns", "pii: nmae", path));
    }

    private static void write(Dataset<Row> rows, String property, String value, String path) {
        rows.write()
                .option("compression", "none")
                .option("parquet.encryption.footer.key", "footer")
                .option(property, value)
                .parquet(path);
    }

    private static void requirePlaintext(String directory, String word) throws IOException {
        if (TableFiles.in(Path.of(URI.create(directory))).found(List.of(word)) == 0) {
            throw new IllegalStateException("no '" + word + "' in " + directory);
        }
    }

    private static void refuseOthers(List<Row> read, Dataset<Row> written) {
        if (!read.equals(written.collectAsList())) {
            throw new IllegalStateException("read " + read);
        }
    }

    /** Spark 4 has them, and 4.2 shreds them unless told not to. */
    private void variants() throws IOException {
        if (spark.version().startsWith("3.")) {
            return;
        }
        trap("variant", free, path -> {
            variantRows()
                    .write()
                    .options(KEYS)
                    .option("parquet.encryption.column.keys", "pii:v")
                    .parquet(path);
            refusePlaintext(path, "name of ", "@example.com");
            List<Row> read =
                    spark.read().parquet(path).selectExpr("id", "to_json(v)").collectAsList();
            if (!read.equals(variantRows().selectExpr("id", "to_json(v)").collectAsList())) {
                throw new IllegalStateException("read " + read);
            }
        });
        trap("variant-by-rule", free, path -> {
            write(variantRows(), "parquet.kms.columns", "pii: V", path);
            refusePlaintext(path, "name of ", "@example.com");
        });
        trap(
                "variant-in-part",
                free,
                path -> variantRows()
                        .write()
                        .options(KEYS)
                        .option("parquet.encryption.column.keys", "pii:v.value")
                        .parquet(path));
    }

    private Dataset<Row> variantRows() {
        return spark.range(0, 10, 1, 1)
                .selectExpr(
                        "id",
                        "parse_json(concat('{\"name\": \"name of ', id, '\", \"mail\": \"', id, '@example.com\"}')) AS v");
    }

    private static void refusePlaintext(String directory, String... words) throws IOException {
        for (Path file : files(Path.of(URI.create(directory)))) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (Stream.of(words).anyMatch(bytes::contains)) {
                throw new IllegalStateException("plaintext in " + file);
            }
        }
    }

    private void plaintext() throws IOException {
        trap("write-without-keys", guarded, path -> rows().write().parquet(path));
        trap("write-without-keys-elsewhere", free, path -> {
            rows().write().parquet(path);
            spark.read().parquet(path).collectAsList();
        });
        trap("read-plaintext", free.resolve("guarded"), path -> {
            Path file = Path.of(URI.create(path));
            Files.createDirectories(file);
            Path plain = TableFiles.in(free.resolve("write-without-keys-elsewhere"))
                    .paths()
                    .get(0);
            Files.copy(plain, file.resolve("planted.parquet"));
            spark.read().parquet(path).collectAsList();
        });
    }

    /** Where values of an encrypted column stand in plaintext, though its Parquet files are encrypted. */
    private void beside() throws IOException {
        table("analyzed", name -> {
            spark.sql("CREATE TABLE " + name + " (id BIGINT, name STRING) USING parquet OPTIONS"
                    + " ('parquet.encryption.uniform.key' = 'pii')");
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
            spark.sql("ANALYZE TABLE " + name + " COMPUTE STATISTICS FOR ALL COLUMNS");
            String catalog = spark.sql("DESCRIBE EXTENDED " + name + " id")
                    .collectAsList()
                    .toString();
            throw new IllegalStateException("the catalog has " + catalog);
        });
        trap(
                "orc",
                guarded,
                path -> rows().write()
                        .format("orc")
                        .options(KEYS)
                        .option("parquet.encryption.misspelt", "x")
                        .save(path));
    }

    private void explained() {
        new Explained(
                        spark,
                        guarded.resolve("explained").toUri().toString(),
                        free.resolve("explained").toUri().toString())
                .print();
    }

    private void table(String name, Writing writing) throws IOException {
        trap(name, guarded, path -> writing.to(name));
    }

    private interface Writing {
        void to(String where) throws Exception;
    }

    /** Does it and says what came of it. */
    private void trap(String name, Path parent, Writing writing) throws IOException {
        Path directory = parent.resolve(name);
        String error = "";
        try {
            writing.to(directory.toUri().toString());
        } catch (Exception e) {
            error = Failures.forUser(e);
        }
        System.out.println(String.join("\t", "trap", name, outcome(directory), error.replaceAll("\\s+", " ")));
    }

    /** {@code ENCRYPTED} if every file is, {@code PLAINTEXT} if one isn't, {@code NOTHING} if there is none. */
    private static String outcome(Path directory) throws IOException {
        List<Path> files = files(directory);
        if (files.isEmpty()) {
            return "NOTHING";
        }
        return new TableFiles(files).allEncrypted() ? "ENCRYPTED" : "PLAINTEXT";
    }

    /** Every file that may hold rows: all but markers and checksums. */
    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().contains("_spark_metadata"))
                    .filter(path -> !path.toString().endsWith(".crc"))
                    .filter(path -> !path.endsWith("_SUCCESS"))
                    .toList();
        }
    }

    private Dataset<Row> rows() {
        return rows(spark);
    }

    private static Dataset<Row> rows(SparkSession session) {
        return session.range(0, 10, 1, 1).selectExpr("id", "concat('name of ', id) AS name");
    }

    private Dataset<Row> nested() {
        return nested(spark);
    }

    private static Dataset<Row> nested(SparkSession session) {
        return session.range(0, 10, 1, 1)
                .selectExpr(
                        "id",
                        "named_struct('name', concat('name of ', id), 'age', id) AS person",
                        "array('25-989-741-2988', cast(id AS STRING)) AS phones",
                        "map(concat('card ', id), named_struct('limit', id)) AS cards");
    }
}
