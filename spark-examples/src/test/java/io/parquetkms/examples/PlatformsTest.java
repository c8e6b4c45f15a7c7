package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.ParquetKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code platforms}: pages show them as they are, they parse, and the library takes their settings. */
final class PlatformsTest {

    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message m { required int64 id; required binary ssn (STRING); }");

    @TempDir
    private Path directory;

    static List<Path> files() throws IOException {
        return PlatformFiles.all();
    }

    static List<Path> filesWithPlugin() throws IOException {
        return files().stream().filter(PlatformsTest::hasPlugin).toList();
    }

    static List<Path> scripts() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".sh")).toList();
    }

    private static boolean hasPlugin(Path file) {
        return read(file).contains("io.parquetkms.spark.ParquetKmsPlugin");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages that show files of platforms. */
    private static String pages() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("..", "docs", "platforms"))) {
            return Stream.concat(Stream.of(Path.of("..", "docs", "platforms.md")), pages)
                    .map(PlatformsTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void page_showsTheFile(Path file) throws IOException {
        String name = PlatformFiles.ROOT.relativize(file).toString();
        assertThat(pages())
                .containsPattern("\\[`" + name + "`]\\([./]+spark-examples/platforms/" + name + "\\):\n\n```");
        String shown = pages().split("platforms/" + name + "\\):\n\n```\\w+\n", 2)[1];
        assertThat(shown.substring(0, shown.indexOf("```"))).isEqualTo(read(file));
    }

    @Test
    void everyPlatform_hasThePlugin() throws IOException {
        assertThat(filesWithPlugin().stream()
                        .map(file ->
                                PlatformFiles.ROOT.relativize(file).getName(0).toString()))
                .contains("spark", "emr", "emr-serverless", "glue", "databricks", "kubernetes", "airflow");
    }

    @ParameterizedTest
    @MethodSource("filesWithPlugin")
    void settings_areTheLibrarys(Path file) throws IOException {
        Map<String, String> settings = PlatformFiles.settings(file);
        assertThat(settings)
                .containsKeys(
                        "spark.plugins", "spark.hadoop.parquet.kms.key.footer", "spark.hadoop.parquet.kms.key.pii");
        SparkSettings.check(settings);
        Configuration configuration = SparkSettings.configuration(new Configuration(false), settings);
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.encryption.column.keys", "pii:ssn");
        Explanation explanation =
                ParquetKms.explain(configuration, new org.apache.hadoop.fs.Path("/lake/people"), SCHEMA);
        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.parts())
                .extracting(Explanation.Part::keyId)
                .containsExactly(
                        settings.get("spark.hadoop.parquet.kms.key.footer"),
                        "",
                        settings.get("spark.hadoop.parquet.kms.key.pii"));
    }

    /** Without the last two, {@code auto} would not send keys. */
    @ParameterizedTest
    @MethodSource("filesWithPlugin")
    void channel_isEncryptedWhereItIsAuthenticated(Path file) throws IOException {
        Map<String, String> settings = PlatformFiles.settings(file);
        if (settings.containsKey("spark.authenticate")) {
            assertThat(settings)
                    .containsEntry("spark.authenticate", "true")
                    .containsEntry("spark.network.crypto.enabled", "true")
                    .containsEntry("spark.network.crypto.saslFallback", "false");
        } else {
            assertThat(settings).doesNotContainKey("spark.network.crypto.enabled");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_parses(Path file) {
        String name = file.getFileName().toString();
        assertThatCode(() -> {
                    if (name.endsWith(".json")) {
                        new ObjectMapper().readTree(read(file));
                    } else if (name.endsWith(".yaml")) {
                        new Yaml()
                                .loadAll(read(file))
                                .forEach(document -> assertThat(document).isInstanceOf(Map.class));
                    }
                })
                .doesNotThrowAnyException();
    }

    // ---- scripts, with stand-ins for what the platform has

    private void command(String name, String script) throws IOException {
        Path command = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private SparkSubmit.Result run(Path script, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("bash", script.toAbsolutePath().toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        Path out = directory.resolve("out.txt");
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new SparkSubmit.Result(process.waitFor(), Files.readString(out), "");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script_isBash(Path script) throws Exception {
        assertThat(script).isExecutable();
        Process process =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void bootstrap_putsTheJarThere() throws Exception {
        Path jar = Files.writeString(directory.resolve("parquet-kms-0.1.0-SNAPSHOT.jar"), "a jar");
        command("aws", "[ \"$1 $2\" = 's3 cp' ] && [ \"$4\" = s3://bucket/a.jar ] && cp '" + jar + "' \"$5\"");
        command("sudo", "exec \"$@\"");
        Path script = Path.of("platforms", "emr", "bootstrap.sh");
        Path target = directory.resolve("opt/parquet-kms");
        assertThat(run(script, "s3://bucket/a.jar", sha256(script), target.toString())
                        .status())
                .as("of another file")
                .isNotZero();
        assertThat(target).doesNotExist();
        SparkSubmit.Result result = run(script, "s3://bucket/a.jar", sha256(jar), target.toString());
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(target.resolve("parquet-kms.jar")).hasContent("a jar");
    }

    /** What is said once for the cluster and what is said for the job goes to Spark as one word each. */
    @ParameterizedTest
    @MethodSource("submitScripts")
    void submit_handsOverSettingsAndJob(Path script) throws Exception {
        command("spark-submit", "printf '%s\\n' \"$@\"");
        SparkSubmit.Result result = run(script, "https://server", "--name", "a job", "job.py");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.lines()).contains("--deploy-mode", "cluster", "--name", "a job", "job.py");
    }

    static List<Path> submitScripts() throws IOException {
        return scripts().stream()
                .filter(script -> read(script).contains("spark-submit"))
                .toList();
    }

    @Test
    void createCluster_namesBootstrapAndConfigurations() throws Exception {
        Path jar = Files.writeString(directory.resolve("parquet-kms-0.1.0-SNAPSHOT.jar"), "a jar");
        command("aws", "printf '%s\\n' \"$@\"");
        SparkSubmit.Result result = run(Path.of("platforms", "emr", "create-cluster.sh"));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.lines())
                .contains(
                        "file://configurations.json",
                        "Path=s3://amzn-s3-demo-bucket/bootstrap.sh,"
                                + "Args=[s3://amzn-s3-demo-bucket/jars/parquet-kms-0.1.0-SNAPSHOT.jar," + sha256(jar)
                                + "]");
    }

    /** EMR's script and its settings mean the same file. */
    @Test
    void configurations_nameTheJarThatTheBootstrapCopies() throws IOException {
        assertThat(read(Path.of("platforms", "emr", "bootstrap.sh"))).contains("/opt/parquet-kms}", "/parquet-kms.jar");
        assertThat(PlatformFiles.settings(Path.of("platforms", "emr", "configurations.json")))
                .containsEntry("spark.jars", "local:/opt/parquet-kms/parquet-kms.jar");
    }
}
