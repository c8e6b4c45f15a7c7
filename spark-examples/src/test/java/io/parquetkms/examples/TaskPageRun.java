package io.parquetkms.examples;

import io.parquetkms.examples.TaskPage.Block;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job that does what a page says, block by block, as who pastes them would:
 *
 * <ul>
 *   <li>{@code properties}: what {@code spark-defaults.conf} holds from then on, with a new application;
 *   <li>{@code json}: the policy, with a new application;
 *   <li>{@code sql}: statements in that application, or with {@code sql new} in one more; the output is the last one's rows, or
 *       what failed;
 *   <li>{@code sh}: commands of one shell, whose variables stay;
 *   <li>no language: the output of the block before.
 * </ul>
 *
 * A failure that is not the page's own, or another output than the page's, ends the job. Tables stay from one application to the next,
 * as a metastore would keep them. Arguments: the pages, and before them the directory that stands for the buckets.
 */
public final class TaskPageRun {

    private static final String POLICY = "spark.hadoop.parquet.kms.policy";

    private final Path root;
    private final Path shell;
    private Map<String, String> settings = Map.of();
    private SparkSession spark;

    private TaskPageRun(Path root) {
        this.root = root;
        this.shell = root.resolve("shell");
    }

    public static void main(String[] arguments) throws Exception {
        TaskPageRun run = new TaskPageRun(Path.of(arguments[0]));
        run.restart();
        for (int i = 1; i < arguments.length; i++) {
            run.all(TaskPage.read(Path.of(arguments[i])).blocks());
        }
        run.spark.stop();
    }

    private void all(List<Block> blocks) throws Exception {
        Block nothing = new Block("", "");
        for (int i = 0; i < blocks.size(); i++) {
            boolean described = i + 1 < blocks.size() && blocks.get(i + 1).isOutput();
            if (!blocks.get(i).isOutput()) {
                run(blocks.get(i), described ? blocks.get(i + 1) : nothing, described);
            }
        }
    }

    private void run(Block block, Block output, boolean described) throws Exception {
        String text = placed(block.text());
        List<String> said;
        boolean failed = false;
        try {
            said = List.of(perform(block.info(), text));
        } catch (Exception e) {
            failed = true;
            said = causes(e);
        }
        System.out.println(block.info() + "\n" + text + "said:\n" + String.join("\n", said));
        Block expected = new Block("", placed(output.text()));
        if (described ? said.stream().noneMatch(expected::isSaidBy) : failed) {
            throw new IllegalStateException("The block\n" + text + "said\n" + said + "\nand not\n" + expected.text());
        }
    }

    private String perform(String info, String text) throws Exception {
        switch (info) {
            case "properties" -> {
                settings = properties(text);
                restart();
            }
            case "json" -> {
                Files.writeString(Files.createDirectories(root.resolve("conf")).resolve("lake.json"), text);
                restart();
            }
            case "sql" -> {
                return sql(text);
            }
            case "sql new" -> {
                restart();
                return sql(text);
            }
            case "sh" -> {
                return shell(text);
            }
            default -> throw new IllegalArgumentException("A page can't have blocks of '" + info + "'");
        }
        return "";
    }

    /** Buckets are directories here. */
    private String placed(String text) {
        return text.replaceAll("s3a?://", root + "/");
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private void restart() {
        List<String> tables = spark == null ? List.of() : tables();
        if (spark != null) {
            spark.stop();
        }
        SparkConf conf = new SparkConf()
                .set("spark.sql.warehouse.dir", root.resolve("warehouse").toString())
                .set("spark.sql.parquet.compression.codec", "uncompressed")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        // without the policy's file there is none yet
        settings.forEach((name, value) -> {
            if (!name.equals(POLICY) || Files.exists(Path.of(value))) {
                conf.set(name, value);
            }
        });
        spark = SparkSession.builder().config(conf).getOrCreate();
        tables.forEach(spark::sql);
    }

    /** Statements that make them again, with their partitions. */
    private List<String> tables() {
        List<String> statements = new ArrayList<>();
        for (Row row : spark.sql("SHOW TABLES").collectAsList()) {
            String table = row.getAs("tableName");
            statements.add(spark.sql("SHOW CREATE TABLE " + table).head().getString(0));
            if (statements.get(statements.size() - 1).contains("PARTITIONED BY")) {
                statements.add("MSCK REPAIR TABLE " + table);
            }
        }
        return statements;
    }

    private String sql(String text) {
        List<Row> rows = List.of();
        for (String statement : text.split(";\\s*(\n|$)")) {
            rows = spark.sql(statement).collectAsList();
        }
        return rows.stream().map(TaskPageRun::line).collect(Collectors.joining("\n"));
    }

    /** As {@code spark-sql} prints it. */
    private static String line(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> row.isNullAt(i) ? "NULL" : row.get(i).toString())
                .collect(Collectors.joining("\t"));
    }

    private String shell(String text) throws IOException, InterruptedException {
        Files.createDirectories(shell);
        Path variables = shell.resolve("variables");
        Path script = Files.writeString(
                shell.resolve("block.sh"),
                "set -aeu\n[ ! -e %1$s ] || . %1$s\n%2$s\nexport -p > %1$s\n".formatted(variables, text));
        Path out = shell.resolve("out.txt");
        Process process = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        if (status != 0) {
            throw new IOException("The shell ended with " + status + ": " + said);
        }
        return said;
    }

    /** Each with its kind and message. */
    private static List<String> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getClass().getSimpleName() + ": " + cause.getMessage())
                .toList();
    }
}
