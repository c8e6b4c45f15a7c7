package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/**
 * Commands of a page, run as they stand there: Spark's scripts are what they run, and names of a reader's own (a bucket, a policy, a job)
 * are replaced by what is at hand. Keys are in a keystore.
 */
final class PageCommand {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final String POLICY =
            "{ \"version\": 1, \"places\": [ { \"path\": \"%s\", \"footerKey\": \"footer\","
                    + " \"columns\": { \"pii\": [\"name\"] } } ] }";

    /** Of Spark's scripts: the options they add, and the job. */
    private record Script(List<String> options, String job) {}

    /** {@code spark-sql} has no artifact of its own: {@link SqlShell} stands for it. */
    private static final Map<String, Script> SCRIPTS = Map.of(
            "spark-submit",
            new Script(List.of(), ""),
            "spark-sql",
            new Script(List.of("--class", SqlShell.class.getName()), System.getProperty("tests.jar")),
            "start-connect-server.sh",
            new Script(
                    List.of("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"), "spark-internal"));

    private final Path directory;
    private final Path lake;
    private final Map<String, String> own;
    private final List<String> settings = new ArrayList<>(List.of("--conf", "spark.master=local[2]"));

    private PageCommand(Path directory) throws IOException {
        this.directory = directory;
        OutputDirectory files = OutputDirectory.empty(directory.resolve("files"));
        lake = files.root().resolve("lake");
        Path policy = Files.writeString(files.root().resolve("policy.json"), POLICY.formatted(lake));
        String jars = System.getProperty("bundle.jar") + "," + System.getProperty("tests.jar");
        own = Map.of(
                "--packages io.parquetkms:parquet-kms:0.1.0-SNAPSHOT", "--jars " + jars,
                "spark.jars.packages              io.parquetkms:parquet-kms:0.1.0-SNAPSHOT", "spark.jars " + jars,
                "s3a://conf/lake.json", policy.toString(),
                "s3a://lake", lake.toUri().toString(),
                "com.example.WriteCustomers", WriteCustomers.class.getName(),
                "customers.jar", System.getProperty("tests.jar"));
        with("spark.ui.enabled", "false");
        with("spark.sql.warehouse.dir", files.root().resolve("warehouse").toString());
        KeySource.of(new SparkConf(false), files, Optional.empty()).settings().forEach(this::with);
    }

    /** @param name of a directory for its files, under the build's */
    static PageCommand in(String name) throws IOException {
        return new PageCommand(Files.createDirectories(
                Path.of("target", "jobs", "page-" + name).toAbsolutePath()));
    }

    PageCommand with(String setting, String value) {
        settings.addAll(List.of("--conf", setting + "=" + value));
        return this;
    }

    Path directory() {
        return directory;
    }

    /** What the policy says must be encrypted. */
    Path lake() {
        return lake;
    }

    /** Puts a block of the page into a file beside the command. */
    void write(String file, String block) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, replaced(block));
    }

    private String replaced(String block) {
        String text = block;
        for (Map.Entry<String, String> name : own.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    /** @param more for Spark's own class path */
    ProcessBuilder of(String block, String... more) throws IOException {
        List<String> words = words(replaced(block.replace("\\\n", " ")));
        Script script = SCRIPTS.get(Path.of(words.get(0)).getFileName().toString());
        int job =
                words.contains("-e") ? words.indexOf("-e") : words.contains("-f") ? words.indexOf("-f") : words.size();
        List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        command.addAll(script.options());
        command.addAll(settings);
        command.addAll(words.subList(1, job));
        if (!script.job().isEmpty()) {
            command.add(script.job());
        }
        command.addAll(words.subList(job, words.size()));
        List<String> classPath = new ArrayList<>(List.of(more));
        classPath.add(System.getProperty("spark.class.path"));
        Map<String, String> environment =
                Map.of("SPARK_CONF_DIR", directory.resolve("conf").toString());
        return new SparkJvm(classPath, environment, SparkJvm.quick())
                .running(command)
                .directory(directory.toFile());
    }

    /** Waits for its end, and gives what it printed. */
    SparkSubmit.Result run(String block) throws IOException, InterruptedException {
        Process process = of(block)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        return new SparkSubmit.Running(process, directory).finish();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }
}
