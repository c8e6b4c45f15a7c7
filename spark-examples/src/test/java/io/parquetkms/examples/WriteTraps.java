package io.parquetkms.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * A job with the plugin: every way to give settings to Spark, and every kind of write, into places that must be encrypted; and what
 * becomes of good tables when a write that overwrites them is wrong. Prints a line for each: {@code trap <name> <outcome> <error>}. Then {@link
 * IncompleteTraps}, in an application of a role that lacks a key.
 */
public final class WriteTraps {

    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String COLUMNS = "parquet.encryption.column.keys";
    private static final Map<String, String> KEYS = Map.of(FOOTER, "footer", COLUMNS, "pii:name");
    private static final String KEYS_SQL = "('" + FOOTER + "' = 'footer', '" + COLUMNS + "' = 'pii:name')";
    private static final String OTHER_FACTORY = "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory";
    private static final String FACTORY = "parquet.crypto.factory.class";
    private static final String DYNAMIC = "spark.sql.sources.partitionOverwriteMode";

    /** What must not stand in any file. */
    private static final String CANARY = "name of ";

    private final SparkSession spark;
    private final Path guarded;
    private final Path free;
    private String existing = "";
    private int tables;
    private int checkpoints;

    private WriteTraps(SparkSession spark, Path root) {
        this.spark = spark;
        guarded = root.resolve("guarded");
        free = root.resolve("free");
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        output.root().resolve("guarded") + "," + output.root() + "/free/*/secret=1")
                .set("spark.hadoop.parquet.kms.policy", policy(output.root()).toString())
                .set(
                        "spark.sql.warehouse.dir",
                        output.root().resolve("guarded").toUri().toString())
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource keys = KeySource.of(conf, output, Optional.empty());
        keys.settings().forEach(conf::set);
        Path incomplete = output.root().resolve("free/incomplete");
        for (String team : List.of("team-red", "team-blue")) {
            createKey(conf.get("spark.hadoop.hadoop.security.key.provider.path"), team);
        }
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            WriteTraps traps = new WriteTraps(spark, output.root());
            traps.rows(spark).createOrReplaceTempView("source");
            traps.options();
            traps.sessions();
            traps.tables();
            traps.properties();
            traps.streams();
            traps.formats();
            traps.locations();
            traps.commits();
            traps.policies();
            traps.overwrites();
            traps.reads();
            traps.days().options(KEYS).parquet(incomplete.toString());
        }
        keys.withoutPii().orElseThrow().forEach((name, value) -> conf.set("spark.hadoop." + name, value));
        try (SparkSession role = SparkSession.builder().config(conf).getOrCreate()) {
            new IncompleteTraps(role, incomplete).run();
        }
    }

    /** Places of a lake where nobody has to say how. */
    private static Path policy(Path root) throws IOException {
        return Files.writeString(root.resolve("policy.json"), """
                {
                  "version": 1,
                  "keys": { "team": "team-{team}" },
                  "places": [
                    { "path": "%1$s/lake/people", "footerKey": "footer", "columns": { "pii": ["name"] } },
                    { "path": "%1$s/lake/strict", "footerKey": "footer", "columns": { "pii": ["nmae"] }, "missing": "fail" },
                    { "path": "%1$s/lake/days", "footerKey": "footer", "columns": { "pii": ["day"] } },
                    { "path": "%1$s/lake/teams", "footerKey": "footer", "columns": { "team": ["name"] } }
                  ]
                }
                """.formatted(root));
    }

    private static void createKey(String keystore, String name) throws Exception {
        Configuration configuration = new Configuration();
        KeyProvider provider = KeyProviderFactory.get(URI.create(keystore), configuration);
        provider.createKey(
                name, new byte[32], KeyProvider.options(configuration).setBitLength(256));
        provider.flush();
    }

    private void options() throws IOException {
        trap("options", path -> rows().options(KEYS).parquet(path));
        trap(
                "options-in-upper-case",
                path -> rows().option("PARQUET.ENCRYPTION.FOOTER.KEY", "footer")
                        .option("PARQUET.ENCRYPTION.COLUMN.KEYS", "pii:name")
                        .parquet(path));
        trap(
                "options-misspelt",
                path -> rows().option(FOOTER, "footer")
                        .option("parquet.encryption.columns.keys", "pii:name")
                        .parquet(path));
        trap("no-options", path -> rows().parquet(path));
        trap(
                "factory-by-option",
                path -> rows().options(KEYS).option(FACTORY, OTHER_FACTORY).parquet(path));
        trap(
                "factory-emptied-by-option",
                path -> rows().options(KEYS).option(FACTORY, "").parquet(path));
        trap(
                "summary-file",
                path -> rows().options(KEYS)
                        .option("parquet.summary.metadata.level", "ALL")
                        .parquet(path));
        trap(
                "tag",
                path -> tagged("name", "pii").write().option(FOOTER, "footer").parquet(path));
        trap("tag-without-key", path -> tagged("name", "pii").write().parquet(path.replace("guarded", "free")));
        trap(
                "tag-of-a-partition",
                path -> tagged("id", "pii")
                        .write()
                        .options(KEYS)
                        .partitionBy("id")
                        .parquet(path));
        trap(
                "insert-overwrite-directory",
                path -> spark.sql("INSERT OVERWRITE DIRECTORY '" + path + "' USING parquet OPTIONS " + KEYS_SQL
                        + " SELECT * FROM source"));
        trap(
                "insert-overwrite-directory-without-keys",
                path -> spark.sql("INSERT OVERWRITE DIRECTORY '" + path + "' USING parquet SELECT * FROM source"));
        trap("partitioned", path -> rows().options(KEYS).partitionBy("id").parquet(path));
        trap(
                "partitioned-by-an-encrypted-column",
                path -> rows().options(KEYS).partitionBy("name").parquet(path));
    }

    private void sessions() throws IOException {
        trap("session", path -> rows(session(KEYS)).write().parquet(path));
        trap(
                "session-with-prefix",
                path -> rows(session(Map.of("spark.hadoop." + FOOTER, "footer")))
                        .write()
                        .parquet(path));
        trap(
                "session-of-v2-sources",
                path -> rows(session(Map.of("spark.sql.sources.useV1SourceList", "")))
                        .write()
                        .options(KEYS)
                        .parquet(path));
        trap(
                "session-of-v2-sources-without-keys",
                path -> rows(session(Map.of("spark.sql.sources.useV1SourceList", "")))
                        .write()
                        .parquet(path));
        trap(
                "factory-of-session",
                path -> rows(session(Map.of(FACTORY, OTHER_FACTORY)))
                        .write()
                        .options(KEYS)
                        .parquet(path));
        trap(
                "commit-protocol-of-session",
                path -> rows(session(Map.of(
                                "spark.sql.sources.commitProtocolClass",
                                "org.apache.spark.internal.io.HadoopMapReduceCommitProtocol")))
                        .write()
                        .options(KEYS)
                        .parquet(path));
        trap(
                "commit-protocol-of-start-in-session",
                path -> rows(session(Map.of(
                                "spark.sql.sources.commitProtocolClass",
                                "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol")))
                        .write()
                        .options(KEYS)
                        .parquet(path));
        trap("hadoop-configuration", path -> {
            KEYS.forEach(spark.sparkContext().hadoopConfiguration()::set);
            try {
                rows().parquet(path);
            } finally {
                KEYS.keySet().forEach(spark.sparkContext().hadoopConfiguration()::unset);
            }
        });
    }

    private void tables() throws IOException {
        String create = "CREATE TABLE %s (id BIGINT, name STRING) USING parquet ";
        table("table_options", name -> {
            spark.sql(create.formatted(name) + "OPTIONS " + KEYS_SQL);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
        check("analyzed", guarded.resolve("analyzed"), () -> {
            spark.sql(create.formatted("analyzed") + "OPTIONS " + KEYS_SQL);
            spark.sql("ANALYZE TABLE analyzed COMPUTE STATISTICS FOR COLUMNS name"); // counts only
            spark.sql("ANALYZE TABLE analyzed COMPUTE STATISTICS FOR ALL COLUMNS");
        });
        table("insert_into", name -> {
            spark.sql(create.formatted(name));
            rows().options(KEYS).insertInto(name);
        });
        table("append_to_table", name -> {
            spark.sql(create.formatted(name));
            rows().mode("append").options(KEYS).saveAsTable(name);
        });
        table("append_to_encrypted_table", name -> {
            spark.sql(create.formatted(name) + "OPTIONS " + KEYS_SQL);
            rows().mode("append").options(KEYS).saveAsTable(name);
        });
        table("save_as_table", name -> {
            rows().options(KEYS).saveAsTable(name);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
        table("save_as_table_without_keys", name -> rows().saveAsTable(name));
        table(
                "ctas",
                name -> spark.sql(
                        "CREATE TABLE " + name + " USING parquet OPTIONS " + KEYS_SQL + " AS SELECT * FROM source"));
        table(
                "ctas_without_keys",
                name -> spark.sql("CREATE TABLE " + name + " USING parquet AS SELECT * FROM source"));
        table("ctas_of_orc", name -> spark.sql("CREATE TABLE " + name + " USING orc AS SELECT * FROM source"));
        table(
                "write_to",
                name -> frame().writeTo(name).using("parquet").options(KEYS).create());
    }

    /** Spark keeps them and hands them to no writer. */
    private void properties() throws IOException {
        String create = "CREATE TABLE %s (id BIGINT, name STRING) USING parquet ";
        table("table_properties", name -> {
            spark.sql(create.formatted(name) + "TBLPROPERTIES " + KEYS_SQL);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
        table(
                "ctas_properties",
                name -> spark.sql(
                        "CREATE TABLE " + name + " USING parquet OPTIONS " + KEYS_SQL
                                + " TBLPROPERTIES ('parquet.encryption.algorithm' = 'AES_GCM_CTR_V1') AS SELECT * FROM source"));
        table(
                "write_to_property",
                name -> frame().writeTo(name)
                        .using("parquet")
                        .tableProperty(FOOTER, "footer")
                        .tableProperty(COLUMNS, "pii:name")
                        .create());
        table("altered_properties", name -> {
            spark.sql(create.formatted(name));
            spark.sql("ALTER TABLE " + name + " SET TBLPROPERTIES " + KEYS_SQL);
        });
        table("altered_serde_properties", name -> {
            spark.sql(create.formatted(name));
            spark.sql("ALTER TABLE " + name + " SET SERDEPROPERTIES " + KEYS_SQL);
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
    }

    private void streams() throws IOException {
        String source = free.resolve("stream-source").toString();
        rows().parquet(source);
        trap("stream-options", path -> stream(spark, source, path, KEYS));
        trap("stream-session", path -> stream(session(KEYS), source, path, Map.of()));
        trap("stream-without-keys", path -> stream(spark, source, path, Map.of()));
        trap("stream-with-state", path -> state(source, path));
        trap(
                "stream-with-unknown-key",
                path -> stream(session(Map.of(FOOTER, "nobody", COLUMNS, "pii:name")), source, path, Map.of()));
    }

    private void state(String source, String path) throws Exception {
        session(KEYS)
                .readStream()
                .schema(frame().schema())
                .parquet(source)
                .dropDuplicates("name")
                .writeStream()
                .option("checkpointLocation", free.resolve("state").toString())
                .trigger(Trigger.AvailableNow())
                .start(path)
                .awaitTermination();
    }

    private void stream(SparkSession session, String source, String path, Map<String, String> options)
            throws Exception {
        session.readStream()
                .schema(frame().schema())
                .parquet(source)
                .writeStream()
                .options(options)
                .option(
                        "checkpointLocation",
                        free.resolve("checkpoint" + checkpoints++).toString())
                .trigger(Trigger.AvailableNow())
                .start(path)
                .awaitTermination();
    }

    private void formats() throws IOException {
        for (String format : List.of("orc", "csv", "json")) {
            trap(format, path -> rows().options(KEYS).format(format).save(path));
        }
        trap("text", path -> frame().select("name").write().text(path));
        table("orc_table", name -> {
            spark.sql("CREATE TABLE " + name + " (id BIGINT, name STRING) USING orc");
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
        trap(
                "orc-directory",
                path -> spark.sql("INSERT OVERWRITE DIRECTORY '" + path + "' USING orc SELECT * FROM source"));
    }

    /** A table elsewhere, one of whose partitions is in a place that must be encrypted. */
    private void locations() throws IOException {
        spark.sql("CREATE TABLE own (id BIGINT, name STRING, day INT) USING parquet PARTITIONED BY (day) LOCATION '"
                + free.resolve("own") + "'");
        for (int day = 7; day <= 8; day++) {
            spark.sql(
                    "ALTER TABLE own ADD PARTITION (day=" + day + ") LOCATION '" + guarded.resolve("own-" + day) + "'");
        }
        trap("own-7", path -> spark.sql("INSERT INTO own PARTITION (day=7) SELECT * FROM source"));
        trap(
                "own-8",
                path -> session(KEYS)
                        .sql("INSERT INTO own PARTITION (day=8) SELECT id, concat('" + CANARY
                                + "', id) FROM range(5)"));
        check("own-7-by-rows", guarded.resolve("own-7"), () -> spark.sql("INSERT INTO own SELECT *, 7 FROM source"));
        check(
                "elsewhere-by-rows",
                free.resolve("own/day=6"),
                () -> spark.sql("INSERT INTO own SELECT *, 6 FROM source"));
        spark.sql("ALTER TABLE own ADD PARTITION (day=10) LOCATION '" + free.resolve("own-10") + "'");
        check(
                "own-10-elsewhere",
                free.resolve("own-10"),
                () -> spark.sql("INSERT INTO own PARTITION (day=10) SELECT * FROM source"));
        check(
                "elsewhere",
                free.resolve("own/day=9"),
                () -> spark.sql("INSERT INTO own PARTITION (day=9) SELECT * FROM source"));
    }

    /** Which partitions there will be, only the rows tell: so the tasks' files are looked at. */
    private void commits() throws IOException {
        Path directory = free.resolve("commits");
        for (String format : List.of("orc", "json")) {
            check(
                    "commit-" + format,
                    directory.resolve("secret=1"),
                    () -> secrets(1).mode("append").format(format).save(directory.toString()));
        }
        check(
                "commit-other-factory",
                directory.resolve("secret=1"),
                () -> secrets(1).mode("append").option(FACTORY, OTHER_FACTORY).parquet(directory.toString()));
        check(
                "commit-elsewhere",
                directory.resolve("secret=2"),
                () -> secrets(2).mode("append").option(FACTORY, OTHER_FACTORY).parquet(directory.toString()));
        check(
                "commit-encrypted",
                directory.resolve("secret=1"),
                () -> secrets(1).mode("append").options(KEYS).parquet(directory.toString()));
        Path readable = free.resolve("readable");
        secrets(1)
                .options(KEYS)
                .option("parquet.encryption.plaintext.footer", "true")
                .parquet(readable.toString());
        print("commit-plaintext-footer", files(readable).isEmpty() ? "NOTHING" : "WRITTEN", "");
    }

    private DataFrameWriter<Row> secrets(int value) {
        return frame().selectExpr("*", value + " AS secret").write().partitionBy("secret");
    }

    private void policies() throws IOException {
        Path lake = guarded.getParent().resolve("lake");
        check(
                "policy",
                lake.resolve("people"),
                () -> rows().parquet(lake.resolve("people").toString()));
        check("policy-sql", lake.resolve("people/sql"), () -> {
            spark.sql("CREATE TABLE people (id BIGINT, name STRING) USING parquet LOCATION '"
                    + lake.resolve("people/sql") + "'");
            spark.sql("INSERT INTO people SELECT * FROM source");
        });
        check(
                "policy-stream",
                lake.resolve("people/stream"),
                () -> stream(
                        spark,
                        free.resolve("stream-source").toString(),
                        lake.resolve("people/stream").toString(),
                        Map.of()));
        check(
                "policy-orc",
                lake.resolve("people/orc"),
                () -> rows().orc(lake.resolve("people/orc").toString()));
        check(
                "policy-fits-nothing",
                lake.resolve("strict"),
                () -> rows().mode("overwrite").parquet(lake.resolve("strict").toString()));
        check(
                "policy-partition",
                lake.resolve("days"),
                () -> days().parquet(lake.resolve("days").toString()));
        check(
                "policy-teams",
                lake.resolve("teams"),
                () -> frame().selectExpr("*", "if(id % 2 = 0, 'red', 'blue') AS team")
                        .write()
                        .mode("overwrite")
                        .partitionBy("team")
                        .parquet(lake.resolve("teams").toString()));
        check(
                "policy-other-key",
                lake.resolve("people/other"),
                () -> rows().option(FOOTER, "finance")
                        .parquet(lake.resolve("people/other").toString()));
    }

    /** Each way to overwrite a table, with each kind of mistake. */
    private void overwrites() throws Exception {
        Map<String, Map<String, String>> mistakes = new LinkedHashMap<>();
        mistakes.put("no-key", Map.of());
        mistakes.put("unknown-key", Map.of(FOOTER, "nobody", COLUMNS, "pii:name"));
        mistakes.put("unknown-key-of-a-column", Map.of(FOOTER, "footer", COLUMNS, "nobody:name"));
        mistakes.put("no-key-id", Map.of(FOOTER, "footer", COLUMNS, "No Key:name"));
        mistakes.put("misspelt-column", Map.of(FOOTER, "footer", COLUMNS, "pii:nmae"));
        mistakes.put("partition-column", Map.of(FOOTER, "footer", COLUMNS, "pii:name,day"));
        mistakes.put("wrong-rule", Map.of(FOOTER, "footer", "parquet.kms.columns", "pii: name, *.nmae"));
        mistakes.put("rule-without-key", Map.of(FOOTER, "footer", "parquet.kms.columns", "name"));
        mistakes.put(
                "partition-column-under-a-rule", Map.of(FOOTER, "footer", "parquet.kms.columns", "pii: name, day"));
        mistakes.put("misspelt-setting", Map.of(FOOTER, "footer", "parquet.encryption.colunm.keys", "pii:name"));
        mistakes.put(
                "bad-value", Map.of(FOOTER, "footer", COLUMNS, "pii:name", "parquet.encryption.algorithm", "ROT13"));
        mistakes.put("other-factory", with(KEYS, FACTORY, OTHER_FACTORY));
        for (Map.Entry<String, Map<String, String>> mistake : mistakes.entrySet()) {
            overwrites(mistake.getKey(), mistake.getValue());
        }
        overwrite(
                "orc/write",
                (table, path) ->
                        days().mode("overwrite").options(KEYS).format("orc").save(path));
    }

    private void overwrites(String mistake, Map<String, String> settings) throws Exception {
        overwrite(
                mistake + "/write",
                (table, path) -> days().mode("overwrite").options(settings).parquet(path));
        overwrite(
                mistake + "/write-dynamic",
                (table, path) -> days().mode("overwrite")
                        .option("partitionOverwriteMode", "dynamic")
                        .options(settings)
                        .parquet(path));
        overwrite(
                mistake + "/write-v2",
                (table, path) -> days(session(with(settings, "spark.sql.sources.useV1SourceList", "")))
                        .mode("overwrite")
                        .parquet(path));
        if (!mistake.startsWith("partition")) { // there it is a column as others
            overwrite(
                    mistake + "/directory",
                    (table, path) -> session(settings)
                            .sql("INSERT OVERWRITE DIRECTORY '" + path + "' USING parquet SELECT id, concat('" + CANARY
                                    + "', id) AS name, 1 AS day FROM range(3)"));
        }
        overwrite(
                mistake + "/insert",
                (table, path) -> session(settings)
                        .sql("INSERT OVERWRITE TABLE " + table + " SELECT id, concat('" + CANARY
                                + "', id), 1 FROM range(3)"));
        overwrite(
                mistake + "/insert-partition",
                (table, path) -> session(settings)
                        .sql("INSERT OVERWRITE TABLE " + table + " PARTITION (day=1) SELECT id, concat('" + CANARY
                                + "', id) FROM range(3)"));
        overwrite(
                mistake + "/insert-dynamic",
                (table, path) -> session(with(settings, DYNAMIC, "dynamic"))
                        .sql("INSERT OVERWRITE TABLE " + table + " SELECT id, concat('" + CANARY
                                + "', id), 1 FROM range(3)"));
        overwrite(
                mistake + "/insert-into",
                (table, path) ->
                        days(session(settings), false).mode("overwrite").insertInto(table));
        overwrite(
                mistake + "/save-as-table",
                (table, path) -> days(spark).mode("overwrite").options(settings).saveAsTable(table));
    }

    private interface Overwriting {
        void of(String table, String path) throws Exception;
    }

    /** Says whether the table's files are what they were. */
    private void overwrite(String name, Overwriting writing) throws Exception {
        String table = good();
        Path directory = guarded.resolve(table);
        Map<String, String> before = contents(directory);
        String error = "";
        try {
            writing.of(table, directory.toString());
        } catch (Exception e) {
            error = Failures.forUser(e);
        }
        boolean whole = contents(directory).equals(before);
        print(name, whole ? "WHOLE" : "CHANGED", error);
        if (!whole) {
            tables++;
            existing = "";
        }
    }

    /** A table that is encrypted, and has no settings of its own. */
    private String good() throws Exception {
        if (existing.isEmpty()) {
            existing = "good" + tables;
            spark.sql("CREATE TABLE " + existing
                    + " (id BIGINT, name STRING, day INT) USING parquet PARTITIONED BY (day)");
            days(session(KEYS), false).insertInto(existing);
        }
        return existing;
    }

    static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(directory)) {
            contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    /** Where errors would be swallowed. */
    private void reads() throws IOException {
        String path = guarded.resolve("to-read").toString();
        rows().options(KEYS).parquet(path);
        check(
                "read",
                guarded.resolve("to-read"),
                () -> spark.read().parquet(path).count());
        check(
                "read-ignoring-by-option",
                guarded.resolve("to-read"),
                () -> spark.read()
                        .option("ignoreCorruptFiles", "true")
                        .parquet(path)
                        .count());
        check(
                "read-ignoring-by-session",
                guarded.resolve("to-read"),
                () -> session(Map.of("spark.sql.files.ignoreCorruptFiles", "true"))
                        .read()
                        .parquet(path)
                        .count());
        check(
                "read-ignoring-by-session-of-v2",
                guarded.resolve("to-read"),
                () -> session(Map.of(
                                "spark.sql.files.ignoreCorruptFiles", "true", "spark.sql.sources.useV1SourceList", ""))
                        .read()
                        .parquet(path)
                        .count());
        check("read-ignoring-set-late", guarded.resolve("to-read"), () -> {
            SparkSession session = session(Map.of());
            Dataset<Row> rows = session.read().parquet(path);
            session.conf().set("spark.sql.files.ignoreCorruptFiles", "true");
            rows.count();
        });
        check("read-ignoring-by-table", guarded.resolve("to-read"), () -> {
            spark.sql("CREATE TABLE ignoring (id BIGINT, name STRING) USING parquet OPTIONS"
                    + " ('ignoreCorruptFiles' = 'true') LOCATION '" + path + "'");
            spark.table("ignoring").count();
        });
        check(
                "read-ignoring-elsewhere",
                free.resolve("stream-source"),
                () -> spark.read()
                        .option("ignoreCorruptFiles", "true")
                        .parquet(free.resolve("stream-source").toString())
                        .count());
    }

    private SparkSession session(Map<String, String> settings) {
        SparkSession session = spark.newSession();
        settings.forEach(session.conf()::set);
        return session;
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private interface Writing {
        void to(String where) throws Exception;
    }

    private interface Action {
        void run() throws Exception;
    }

    private void table(String name, Writing writing) throws IOException {
        check(name, guarded.resolve(name), () -> writing.to(name));
    }

    private void trap(String name, Writing writing) throws IOException {
        Path directory = guarded.resolve(name);
        check(name, directory, () -> writing.to(directory.toString()));
    }

    private static void check(String name, Path directory, Action action) throws IOException {
        String error = "";
        try {
            action.run();
        } catch (Exception e) {
            error = Failures.forUser(e);
        }
        print(name, outcome(directory), error);
    }

    private static void print(String name, String outcome, String error) {
        System.out.println(String.join("\t", "trap", name, outcome, error.replaceAll("\\s+", " ")));
    }

    /** {@code ENCRYPTED} if every file is, and shows nothing; {@code PLAINTEXT} if one isn't; {@code NOTHING} if there is none. */
    private static String outcome(Path directory) throws IOException {
        List<Path> files = files(directory);
        if (files.isEmpty()) {
            return "NOTHING";
        }
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!bytes.endsWith("PARE") || bytes.contains(CANARY)) {
                return "PLAINTEXT";
            }
        }
        return "ENCRYPTED";
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

    private DataFrameWriter<Row> rows() {
        return frame().write();
    }

    private Dataset<Row> frame() {
        return rows(spark);
    }

    private Dataset<Row> rows(SparkSession session) {
        return session.range(0, 10, 1, 1).selectExpr("id", "concat('" + CANARY + "', id) AS name");
    }

    private Dataset<Row> tagged(String column, String key) {
        Metadata tag = new MetadataBuilder().putString("encrypt", key).build();
        return frame().withMetadata(column, tag);
    }

    private DataFrameWriter<Row> days() {
        return days(spark);
    }

    private DataFrameWriter<Row> days(SparkSession session) {
        return days(session, true);
    }

    private DataFrameWriter<Row> days(SparkSession session, boolean partitioned) {
        DataFrameWriter<Row> writer =
                rows(session).selectExpr("*", "cast(id % 2 AS INT) AS day").write();
        return partitioned ? writer.partitionBy("day") : writer;
    }
}
