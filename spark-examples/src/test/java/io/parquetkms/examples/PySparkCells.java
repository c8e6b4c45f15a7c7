package io.parquetkms.examples;

import io.parquetkms.examples.Notebook.Cell;
import io.parquetkms.spark.sql.ParquetKmsSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Does what the cells of the PySpark notebook have the JVM do, with the settings, options, keys and SQL that stand in them, and
 * prints a line for each. Arguments: the notebook, and a directory in place of {@code trial}.
 */
public final class PySparkCells {

    private static final Pattern CONFIG =
            Pattern.compile("\\.config\\(\"(spark[^\"]+)\", (?:f?\"([^\"]*)\"|(\\w+))\\)");
    private static final Pattern SETTING = Pattern.compile("conf\\.set\\(\"([^\"]+)\", \"([^\"]*)\"\\)");
    private static final Pattern OPTION = Pattern.compile("\\.option\\(\"([^\"]+)\", \"([^\"]*)\"\\)");
    private static final Pattern SQL = Pattern.compile("spark\\.sql\\(f?\"\"\"(.*?)\"\"\"\\)", Pattern.DOTALL);
    private static final Pattern KEYS = Pattern.compile("for key in \\[([^\\]]*)\\]");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Path trial;
    private final String people;

    private PySparkCells(Notebook notebook, Path trial) {
        notebook.code().forEach(cell -> cells.put(cell.id(), cell));
        this.trial = trial;
        people = trial + "/people";
    }

    public static void main(String[] arguments) throws Exception {
        new PySparkCells(Notebook.read(Path.of(arguments[0])), Path.of(arguments[1])).run();
    }

    private void run() throws Exception {
        SparkSession spark = application("keys.jceks");
        print("check", ParquetKmsSql.status(spark));
        choose(spark);
        makeKeys();
        List<MatchResult> ofExplain = found(SQL, "explain");
        Dataset<Row> df = spark.sql(filled(ofExplain.get(0).group(1)));
        show("explain", spark, ofExplain.get(1).group(1));
        df.write().mode("overwrite").parquet(people);
        MatchResult wrong = found(OPTION, "reason").get(0);
        try {
            df.write().option(wrong.group(1), wrong.group(2)).mode("overwrite").parquet(people);
        } catch (Exception e) {
            print("reason", ParquetKmsSql.reason(e));
        }
        print("readback", spark.read().parquet(people).orderBy("id").count());
        show("written", spark, found(SQL, "written").get(0).group(1));
        show("calls", spark, found(SQL, "calls").get(0).group(1));
        String access = found(SQL, "access").get(0).group(1);
        show("owner", spark, access);
        spark.stop();
        spark = application("keys-of-analyst.jceks");
        show("analyst", spark, access);
        show("readable", spark, found(SQL, "readable").get(0).group(1));
        spark.stop();
        withoutPlugin(ofExplain.get(0).group(1));
    }

    /** What docs/notebooks.md warns of first: the same keys, in a session that someone else has started. */
    private void withoutPlugin(String people) {
        SparkSession spark =
                SparkSession.builder().config("spark.driver.host", "127.0.0.1").getOrCreate();
        choose(spark);
        spark.conf().set("parquet.kms.encrypted.paths", trial.toString());
        print("without plugin", ParquetKmsSql.status(spark));
        spark.sql(filled(people)).write().parquet(trial + "/without-plugin");
        spark.stop();
    }

    private SparkSession application(String keystore) {
        SparkSession.Builder builder = SparkSession.builder().config("spark.driver.host", "127.0.0.1");
        for (MatchResult config : found(CONFIG, "session")) {
            String value = config.group(2) == null ? "{" + config.group(3) + "}" : config.group(2);
            if (!config.group(1).equals("spark.jars")) { // the test hands it over
                builder.config(config.group(1), filled(value).replace("{keystore}", keystore));
            }
        }
        return builder.getOrCreate();
    }

    /** What the notebook's f-strings mean. */
    private String filled(String text) {
        return text.replace("{trial}", trial.toString()).replace("{people}", people);
    }

    private void choose(SparkSession spark) {
        for (MatchResult setting : found(SETTING, "choose")) {
            try {
                spark.conf().set(setting.group(1), setting.group(2));
                print("choose", setting.group(1));
            } catch (Exception e) {
                print("choose", setting.group(1) + " " + e.getMessage());
            }
        }
    }

    private void makeKeys() throws Exception {
        KeyProvider keys = keystore("keys.jceks");
        for (MatchResult key :
                LITERAL.matcher(found(KEYS, "keys").get(0).group(1)).results().toList()) {
            keys.createKey(
                    key.group(1), KeyProvider.options(new Configuration()).setBitLength(256));
        }
        keys.flush();
        Files.copy(
                trial.resolve("keys.jceks"),
                trial.resolve("keys-of-analyst.jceks"),
                StandardCopyOption.REPLACE_EXISTING);
        KeyProvider ofAnalyst = keystore("keys-of-analyst.jceks");
        Matcher deleted = Pattern.compile("deleteKey\\(\"(\\w+)\"\\)").matcher(source("keys"));
        deleted.results().toList().forEach(key -> delete(ofAnalyst, key.group(1)));
        ofAnalyst.flush();
    }

    private static void delete(KeyProvider keys, String name) {
        try {
            keys.deleteKey(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyProvider keystore(String file) throws IOException {
        return KeyProviderFactory.get(URI.create("jceks://file" + trial + "/" + file), new Configuration());
    }

    private void show(String cell, SparkSession spark, String sql) {
        spark.sql(filled(sql)).collectAsList().forEach(row -> print(cell, row.mkString(" ")));
    }

    private List<MatchResult> found(Pattern pattern, String cell) {
        return pattern.matcher(source(cell)).results().toList();
    }

    private String source(String cell) {
        return cells.get(cell).source();
    }

    private static void print(String cell, Object what) {
        what.toString().lines().forEach(line -> System.out.println(cell + "\t" + line));
    }
}
