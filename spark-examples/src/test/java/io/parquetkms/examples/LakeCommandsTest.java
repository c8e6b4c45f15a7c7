package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.tools.ParquetKmsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Commands by {@code spark-submit}, on a driver and two executors: they answer as on one machine, and only the driver asks KMS, without
 * a word of the plugin in the settings.
 */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class LakeCommandsTest {

    /** Not of itself where other applications have the secret of Spark's RPC, as on a standalone cluster. */
    private static final Map<String, String> FROM_THE_DRIVER = Map.of("spark.hadoop.parquet.kms.spark.broker", "keys");

    private ClusterBench bench;
    private String oldKey;
    private String newKey;
    private Path table;

    @BeforeEach
    void writeTable(SparkCluster cluster, TestInfo test) throws Exception {
        bench = new ClusterBench(cluster, test);
        oldKey = bench.kms().settings().get("spark.hadoop.parquet.kms.key.footer");
        newKey = bench.kms().server().createKey();
        table = bench.directory("customer");
        bench.run(bench.application(KeySharing.KEYS), bench.write("customer"));
        bench.assertCalls(Map.of("driver GenerateDataKey", 4L));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void inspectAndRotate_answerAsOnOneMachine_andTheNewKeyAloneReads() throws Exception {
        List<Path> bad = List.of(
                Files.writeString(table.resolve("notes.txt"), "not Parquet"),
                copy("cut.parquet", 0.5),
                damaged("damaged.parquet"));
        Path copies = copyOfAll();

        SparkSubmit.Result inspected = submit("inspect", table, "--keys", "--json");
        bench.assertCalls(Map.of("driver Decrypt", 1L));
        assertAnswer(inspected, 3, onOneMachine("inspect", copies, "--keys", "--json"));
        bench.assertCalls(Map.of("driver Decrypt", 1L));
        assertThat(inspected.out())
                .contains(
                        "notes.txt\",\"problem\":\"not-parquet\"",
                        "cut.parquet\",\"problem\":\"incomplete\"",
                        "\"amiss\":\"malformed: ");

        String[] rotation = {"--from", oldKey, "--to", newKey, "--json"};
        SparkSubmit.Result rotated = submit("rotate", table, rotation);
        Map<String, Long> asked = bench.kms().takeCalls();
        assertThat(asked).containsEntry("driver ReEncrypt", 1L);
        assertAnswer(rotated, 3, onOneMachine("rotate", copies, rotation));
        assertThat(bench.kms().takeCalls()).isEqualTo(asked);
        for (Path file : bad) {
            assertThat(rotated.lines().filter(line -> line.contains(file.getFileName() + "\",\"problem\":")))
                    .as(file.toString())
                    .hasSize(1);
            Files.delete(file);
        }

        bench.kms().server().disable(oldKey);
        bench.run(
                bench.application(KeySharing.KEYS).withSettings(Map.of("spark.hadoop.parquet.kms.key.new", newKey)),
                bench.read("customer"));
        bench.assertCalls(Map.of("driver Decrypt", 4L));
    }

    @Test
    void doctor_asksDriverAndBothExecutors() throws Exception {
        SparkSubmit.Result result = submit("doctor", table, "--for", "read", "--json");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out()).contains("\"where\":\"driver and 2 executors\"");
    }

    private SparkSubmit.Result submit(String command, Path path, String... more) throws Exception {
        SparkSubmit.Running running = bench.start(
                bench.application(KeySharing.NO_PLUGIN)
                        .withSettings(newKeySetting())
                        .withSettings(FROM_THE_DRIVER),
                ParquetKmsCommand.class,
                arguments(command, path, more));
        return running.finish();
    }

    private SparkSubmit.Result onOneMachine(String command, Path path, String... more) throws Exception {
        Path directory = Files.createDirectories(bench.directory("on-one-machine"));
        List<String> line = new ArrayList<>(List.of(ParquetKmsCommand.class.getName()));
        line.addAll(List.of(arguments(command, path, more)));
        Map<String, String> settings = new LinkedHashMap<>(bench.kms().settings());
        settings.putAll(KeySharing.NO_PLUGIN.settings());
        settings.putAll(newKeySetting());
        settings.forEach((name, value) -> line.addAll(List.of("--conf", name + "=" + value)));
        List<String> classPath = List.of(System.getProperty("spark.class.path"), System.getProperty("bundle.jar"));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        Process process = new SparkJvm(classPath, Signer.DRIVER.environment(), SparkJvm.quick())
                .running(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new SparkSubmit.Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Map<String, String> newKeySetting() {
        return Map.of("spark.hadoop.parquet.kms.key.new", newKey);
    }

    private static String[] arguments(String command, Path path, String... more) {
        return Stream.concat(Stream.of(command, path.toString()), Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** The same lines, in whatever order. */
    private void assertAnswer(SparkSubmit.Result here, int status, SparkSubmit.Result there) {
        assertThat(here.status()).as(here.toString()).isEqualTo(status);
        assertThat(there.status()).as(there.toString()).isEqualTo(status);
        assertThat(lines(here)).as(here.err()).containsExactlyInAnyOrderElementsOf(lines(there));
    }

    private List<String> lines(SparkSubmit.Result result) {
        return result.lines()
                .map(line -> line.replace(copies().toString(), table.toString()))
                .map(line -> line.startsWith(",") ? line.substring(1) : line)
                .toList();
    }

    private Path copies() {
        return bench.directory("copies");
    }

    private Path copyOfAll() throws IOException {
        Path copies = Files.createDirectories(copies());
        try (Stream<Path> files = Files.list(table)) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
        return copies;
    }

    /** The beginning of a file, as a writer that was killed leaves it. */
    private Path copy(String name, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(first());
        return Files.write(table.resolve(name), Arrays.copyOf(bytes, (int) (share * bytes.length)));
    }

    /** With a flipped bit in its encrypted footer, where the tag tells. */
    private Path damaged(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(first());
        bytes[bytes.length - 9] ^= 1;
        return Files.write(table.resolve(name), bytes);
    }

    private Path first() throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
