package io.parquetkms.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark job that starts applications with the plugin, one after the other in one JVM, and does in them what the plugin must
 * refuse. Prints what came of each: {@code trial <name> <ok|refused> <message>}.
 */
public final class PluginTrials {

    private static final String PLUGIN = "io.parquetkms.spark.ParquetKmsPlugin";
    private static final String ATTACKER =
            "arn:aws:kms:us-east-1:666666666666:key/00000000-0000-0000-0000-000000000666";
    private static final String OTHER_FACTORY = "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory";
    private static final String UNIFORM = "parquet.encryption.uniform.key";
    private static final Map<String, String> KEYS =
            Map.of("parquet.encryption.footer.key", "footer", "parquet.encryption.column.keys", "pii:name");

    private final OutputDirectory output;
    private final Map<String, String> keystore;

    private PluginTrials(OutputDirectory output) throws Exception {
        this.output = output;
        keystore = KeySource.of(new SparkConf(false), output, Optional.empty()).settings();
    }

    public static void main(String[] arguments) throws Exception {
        PluginTrials trials = new PluginTrials(OutputDirectory.empty(Path.of(arguments[0])));
        trials.starts();
        trials.laterSettings();
        trials.laterEncryption();
        trials.encryptedAgain();
    }

    /** What ends an application before it begins, and what does not. */
    private void starts() {
        start("nothing-set", Map.of());
        start("prefix-missing", Map.of("spark.parquet.kms.key.pii", "pii"));
        start("prefix-of-sql", Map.of("spark.sql.parquet.encryption.footer.key", "footer"));
        start("misspelt", Map.of("spark.hadoop.parquet.kms.spark.brokr", "keys"));
        start("misspelt-in-the-middle", Map.of("spark.hadoop.parquet.encryption.uniform", "pii"));
        start("prefix-twice", Map.of("spark.hadoop.spark.parquet.encryption.uniform.key", "pii"));
        start(
                "other-factory",
                Map.of(
                        "spark.hadoop.parquet.crypto.factory.class",
                        OTHER_FACTORY,
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        "/data"));
        start(
                "other-factory-of-sessions",
                Map.of(
                        "parquet.crypto.factory.class",
                        OTHER_FACTORY,
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        "/data"));
        start("other-factory-without-paths", Map.of("spark.hadoop.parquet.crypto.factory.class", OTHER_FACTORY));
        start("bad-value", Map.of("spark.hadoop.parquet.kms.spark.broker", "maybe"));
        start("columns-without-footer", Map.of("spark.hadoop.parquet.encryption.column.keys", "pii:name"));
        start("keys-in-one-process", Map.of("spark.hadoop.parquet.kms.spark.broker", "keys"));
        start(
                "key-that-is-none",
                Map.of(
                        "spark.hadoop.parquet.kms.provider", "aws",
                        "spark.hadoop.parquet.kms.key.footer", "alias/footer",
                        "spark.hadoop.parquet.kms.key.finance", "alias/finance",
                        "spark.hadoop.parquet.kms.key.pii", "my key"));
        start(
                "preflight-finds-key",
                Map.of("spark.hadoop.parquet.kms.key.a", "pii", "spark.hadoop.parquet.kms.spark.preflight", "kms"));
        start(
                "preflight-misses-key",
                Map.of("spark.hadoop.parquet.kms.key.a", "nobody", "spark.hadoop.parquet.kms.spark.preflight", "kms"));
    }

    private void start(String name, Map<String, String> settings) {
        trial(name, () -> {
            try (SparkSession spark = session(settings)) {
                spark.range(1).count();
            }
        });
    }

    private SparkSession session(Map<String, String> settings) {
        SparkConf conf = new SparkConf()
                .set("spark.plugins", PLUGIN)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        keystore.forEach(conf::set);
        settings.forEach(conf::set);
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** A table's OPTIONS, a writer's or reader's options and a session may not redirect or relax anything. */
    private void laterSettings() throws Exception {
        Path guarded = output.root().resolve("guarded");
        try (SparkSession spark = session(Map.of(
                "spark.hadoop.parquet.kms.encrypted.paths",
                guarded.toString(),
                "spark.hadoop.parquet.kms.key.pii",
                "pii",
                "spark.hadoop.parquet.kms.key.footer",
                "footer",
                "spark.sql.warehouse.dir",
                guarded.toUri().toString()))) {
            write(spark, "options", Map.of());
            write(spark, "provider", Map.of("parquet.kms.provider", "aws"));
            write(spark, "endpoint", Map.of("parquet.kms.aws.endpoint", "http://attacker.example"));
            write(spark, "credentials", Map.of("parquet.kms.aws.credentials", "profile:other"));
            write(spark, "keystore", Map.of("hadoop.security.key.provider.path", "jceks://file/tmp/other.jceks"));
            write(spark, "re-pointed-key", Map.of("parquet.kms.key.pii", "finance"));
            write(spark, "age", Map.of("parquet.kms.kek.max.age", "3650d"));
            write(spark, "same-again", Map.of("parquet.kms.key.pii", "pii", "parquet.kms.provider", "keystore"));
            write(
                    spark,
                    "further-key",
                    Map.of("parquet.kms.key.more", "finance", "parquet.encryption.column.keys", "more:name"));
            plaintext(spark, "paths-emptied", Map.of("parquet.kms.encrypted.paths", "false"));
            plaintext(spark, "paths-replaced", Map.of("parquet.kms.encrypted.paths", "/elsewhere"));
            table(spark);
            read(spark, "read-options", Map.of());
            read(spark, "read-endpoint", Map.of("parquet.kms.aws.endpoint", "http://attacker.example"));
            sessionOf(spark);
        }
    }

    /** What the start says of how files are encrypted is tightened by a table, an option or a session, and not relaxed. */
    private void laterEncryption() throws Exception {
        try (SparkSession spark = session(Map.of(
                "spark.hadoop.parquet.kms.key.pii",
                "pii",
                "spark.hadoop." + UNIFORM,
                "pii",
                "spark.hadoop.parquet.encryption.data.key.length.bits",
                "256",
                "spark.hadoop.parquet.kms.encryption.context",
                "app=etl",
                "spark.sql.warehouse.dir",
                output.root().resolve("guarded").toUri().toString()))) {
            rows(spark).createOrReplaceTempView("source");
            plaintext(spark, "uniform-as-started", Map.of());
            plaintext(spark, "uniform-emptied", Map.of(UNIFORM, ""));
            table(spark, "uniform_emptied_by_a_table", "'" + UNIFORM + "' = ''");
            plaintext(
                    spark,
                    "uniform-to-columns",
                    Map.of(
                            UNIFORM,
                            "",
                            "parquet.encryption.footer.key",
                            "footer",
                            "parquet.encryption.column.keys",
                            "pii:name"));
            plaintext(
                    spark,
                    "uniform-to-some-columns",
                    Map.of(
                            UNIFORM,
                            "",
                            "parquet.encryption.footer.key",
                            "footer",
                            "parquet.encryption.column.keys",
                            "pii:name",
                            "parquet.encryption.complete.columns",
                            "false"));
            plaintext(spark, "pages-in-ctr", Map.of("parquet.encryption.algorithm", "AES_GCM_CTR_V1"));
            plaintext(spark, "plaintext-footer", Map.of("parquet.encryption.plaintext.footer", "true"));
            plaintext(spark, "shorter-keys", Map.of("parquet.encryption.data.key.length.bits", "128"));
            table(spark, "shorter_keys_by_a_table", "'parquet.encryption.data.key.length.bits' = '128'");
            plaintext(spark, "other-context", Map.of("parquet.kms.encryption.context", "app=other"));
            plaintext(spark, "further-context", Map.of("parquet.kms.encryption.context", "table=t"));
            set(spark, "set-uniform", UNIFORM, "");
            set(spark, "set-misspelt", "spark.parquet.encryption.uniform.key", "pii");
            set(spark, "set-misspelt-of-sql", "spark.sql.parquet.encryption.uniform.key", "pii");
            set(spark, "set-ctr", "parquet.encryption.algorithm", "AES_GCM_CTR_V1");
        }
    }

    private void set(SparkSession spark, String name, String property, String value) {
        trial(name, () -> {
            SparkSession session = spark.newSession();
            session.sql("SET " + property + "=" + value);
            rows(session).write().parquet(path(name));
        });
    }

    private void table(SparkSession spark, String name, String options) {
        trial(name, () -> {
            spark.sql("CREATE TABLE " + name + " (id BIGINT, name STRING) USING parquet OPTIONS (" + options + ")");
            spark.sql("INSERT INTO " + name + " SELECT * FROM source");
        });
    }

    private void write(SparkSession spark, String name, Map<String, String> more) {
        Map<String, String> options = new LinkedHashMap<>(KEYS);
        options.putAll(more);
        trial("write-" + name, () -> rows(spark).write().options(options).parquet(path("write-" + name)));
    }

    private void plaintext(SparkSession spark, String name, Map<String, String> options) {
        trial(name, () -> rows(spark).write().options(options).parquet(path(name)));
    }

    private void read(SparkSession spark, String name, Map<String, String> options) {
        trial(
                name,
                () -> spark.read()
                        .options(options)
                        .parquet(path("write-options"))
                        .collectAsList());
    }

    private void table(SparkSession spark) {
        rows(spark).createOrReplaceTempView("source");
        trial("table-options", () -> {
            spark.sql("CREATE TABLE hostile (id BIGINT, name STRING) USING parquet OPTIONS ("
                    + "'parquet.encryption.footer.key' = 'footer', 'parquet.encryption.column.keys' = 'pii:name',"
                    + "'parquet.kms.provider' = 'aws', 'parquet.kms.key.pii' = '" + ATTACKER + "')");
            spark.sql("INSERT INTO hostile SELECT * FROM source");
        });
    }

    private void sessionOf(SparkSession spark) {
        trial("session", () -> {
            SparkSession session = spark.newSession();
            session.conf().set("parquet.kms.provider", "aws");
            rows(session).write().options(KEYS).parquet(path("session"));
        });
    }

    /** After all that: an application of its own, with what the first one wrote. */
    private void encryptedAgain() throws Exception {
        try (SparkSession spark = session(Map.of())) {
            read(spark, "read-in-next-application", Map.of());
        }
    }

    private String path(String name) {
        return output.root().resolve("guarded").resolve(name).toUri().toString();
    }

    private static Dataset<Row> rows(SparkSession spark) {
        return spark.range(0, 10, 1, 1).selectExpr("id", "concat('name of ', id) AS name");
    }

    private interface Action {
        void run() throws Exception;
    }

    private void trial(String name, Action action) {
        String outcome = "ok\t";
        try {
            action.run();
        } catch (Exception e) {
            outcome = "refused\t" + Failures.forUser(e).replaceAll("\\s+", " ");
        }
        System.out.println("trial\t" + name + "\t" + outcome + "\t" + allEncrypted(name));
    }

    /** Whether it left files that are not encrypted. */
    private String allEncrypted(String name) {
        try {
            Path directory = output.root().resolve("guarded").resolve(name);
            if (!Files.exists(directory) || List.of(directory.toFile().list()).isEmpty()) {
                return "nothing";
            }
            TableFiles files = TableFiles.in(directory);
            return files.count() == 0 ? "nothing" : files.allEncrypted() ? "encrypted" : "plaintext";
        } catch (Exception e) {
            return "unreadable: " + e;
        }
    }
}
