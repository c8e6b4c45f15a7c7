package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a user sees of the plugin's work: the log, the event log, the metrics and the Spark UI. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
final class BrokerShowsTest {

    private static final int FILES = 2 * ClusterSteps.FILES_EACH;

    /** One for the footer and one for each encrypted column of each file. */
    private static final int DATA_KEYS_WRITTEN = FILES * 5;

    private ClusterBench bench;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        bench = new ClusterBench(cluster, test);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    /** Of a place of the policy where nothing need be encrypted. */
    private String plain() {
        return "file:" + bench.directory("public/plain");
    }

    private Path policy() throws IOException {
        return Files.writeString(
                Files.createDirectories(bench.directory("conf")).resolve("lake.json"),
                """
                { "version": 1,
                  "places": [
                    { "path": "%s", "plaintext": true } ] }
                """.formatted(bench.directory("public").toUri()));
    }

    @Test
    void applicationWithKeysFromTheDriver_showsWhatItDid() throws Exception {
        Path events = Files.createDirectories(bench.directory("events"));
        Path metrics = Files.createDirectories(bench.directory("metrics"));
        Path policy = policy();
        SparkSubmit application = bench.application(KeySharing.KEYS)
                .withSettings(Map.of(
                        "spark.log.level", "INFO",
                        "spark.hadoop.parquet.kms.policy", policy.toUri().toString(),
                        "spark.ui.enabled", "true",
                        "spark.ui.port", "0"))
                .withSettings(Map.of(
                        "spark.eventLog.enabled", "true",
                        "spark.eventLog.compress", "false",
                        "spark.eventLog.rolling.enabled", "false",
                        "spark.eventLog.dir", events.toUri().toString()))
                .withSettings(Map.of(
                        "spark.metrics.namespace", "job",
                        "spark.metrics.conf.*.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink",
                        "spark.metrics.conf.*.sink.csv.period", "1",
                        "spark.metrics.conf.*.sink.csv.unit", "seconds",
                        "spark.metrics.conf.*.sink.csv.directory", metrics.toString()));

        SparkSubmit.Result result = bench.finish(bench.start(
                application,
                ClusterSteps.class,
                "plain:" + bench.directory("public/plain"),
                bench.write("customer"),
                bench.read("customer"),
                "show:" + bench.directory("ui")));

        String hash = sha256(policy);
        assertSummary(result, hash);
        assertAudit(read(only(events)), hash);
        assertWritten(read(only(events)), hash);
        assertTab(hash);
        assertMetrics(metrics);
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private void assertSummary(SparkSubmit.Result result, String hash) throws IOException {
        assertThat(result.err())
                .contains("Encryption keys: 8 KMS calls (4 Decrypt, 4 GenerateDataKey), $0.000024 at list price. "
                        + DATA_KEYS_WRITTEN + " data keys wrapped, ")
                .contains(
                        "Broker keys: executors got 16 keys from the driver. (Calls of the driver itself: 8; the rest is what"
                                + " executors told)")
                .contains("1 dataset was written in plaintext: " + plain() + " (2 files). "
                        + "Columns in plaintext in encrypted files: file:" + bench.directory("customer")
                        + " (id). Encryption by policy " + policy().toUri() + " (SHA-256 " + hash
                        + ")")
                .contains("Every process that has the secret of Spark's RPC");
    }

    /** One event for each key, written or read under, with the id that the KMS gave its request. */
    private void assertAudit(String eventLog, String hash) throws Exception {
        List<String> events = eventLog.lines()
                .filter(line -> line.startsWith("{\"Event\":\"io.parquetkms.spark.report.KeyUsageEvent\""))
                .toList();
        Evidence.of(events, bench.kms().server())
                .assertQueriesOfThePage(
                        bench.directory("evidence"),
                        uses -> assertThat(uses)
                                .filteredOn(row ->
                                        String.valueOf(row.get("dataset")).endsWith("/customer"))
                                .hasSize(8));
        Map<String, String> requestIds = bench.kms().server().log().stream()
                .collect(Collectors.toMap(
                        request -> request.operation().wireName() + request.keyArn(), RecordedRequest::requestId));
        assertThat(events).hasSize(8).allMatch(event -> event.contains("\"policySha256\":\"" + hash + "\""));
        requestIds.forEach((use, requestId) -> assertThat(events)
                .filteredOn(event -> event.contains("\"kmsRequestIds\":[\"" + requestId + "\"]"))
                .singleElement()
                .asString()
                .contains("\"dataset\":\"file:" + bench.directory("customer") + "\"")
                .contains("\"operation\":\"" + use.substring(0, use.indexOf("arn:")))
                .contains("\"kmsKey\":\"" + use.substring(use.indexOf("arn:")))
                .contains("\"source\":\"executors\"")
                .containsPattern("\"keyMaterialIds\":\\[\"[0-9a-f]{64}\"]"));
        assertPlaintextColumns(events);
        assertThat(events)
                .filteredOn(event -> event.contains("\"operation\":\"GenerateDataKey\""))
                .extracting(event -> event.replaceAll(".*\"dataKeys\":(\\d+).*", "$1"))
                .containsExactlyInAnyOrder("" + FILES, "" + FILES, "" + FILES, "" + 2 * FILES);
    }

    /** Nobody listed the column id. (Jackson has no order of its own for an event's fields.) */
    private static void assertPlaintextColumns(List<String> events) {
        assertThat(events)
                .filteredOn(event -> event.contains("\"plaintextColumns\":[\"id\"]"))
                .filteredOn(event -> event.contains("\"morePlaintextColumns\":0"))
                .hasSize(4)
                .allMatch(event -> event.contains("\"operation\":\"GenerateDataKey\""));
        assertThat(events)
                .filteredOn(event -> event.contains("\"plaintextColumns\":null"))
                .hasSize(4)
                .allMatch(event -> event.contains("\"operation\":\"Decrypt\""));
    }

    /** What stands under which key, and why; and what is in plaintext. */
    private void assertWritten(String eventLog, String hash) {
        List<String> events = eventLog.lines()
                .filter(line -> line.startsWith("{\"Event\":\"io.parquetkms.spark.report.DatasetWrittenEvent\""))
                .toList();
        assertThat(events)
                .hasSize(6)
                .allMatch(event -> event.contains("\"policySha256\":\"" + hash + "\""))
                .allMatch(event -> event.contains("\"source\":\"executors\""));
        assertThat(events)
                .filteredOn(event -> event.contains("\"dataset\":\"" + plain() + "\""))
                .singleElement()
                .asString()
                .contains("\"plaintextFiles\":2", "\"key\":\"\"", "\"columns\":[]")
                .contains("lake.json, line 3 names no key");
        assertThat(events)
                .filteredOn(event -> event.contains("\"key\":\"pii\""))
                .singleElement()
                .asString()
                .contains("\"dataset\":\"file:" + bench.directory("customer") + "\"")
                .contains("\"columns\":[\"name\",\"phone\"]", "\"reason\":\"parquet.encryption.column.keys\"");
    }

    private void assertTab(String hash) throws IOException {
        Path ui = bench.directory("ui");
        assertThat(read(ui.resolve("jobs.html"))).contains("/encryption");
        assertThat(read(ui.resolve("tab.html")))
                .contains("Encryption", "nav-item active", "127.0.0.1", "parquet.kms.key.pii")
                .contains(bench.directory("customer").toString())
                .contains(
                        "Datasets written",
                        "in plaintext",
                        "<code>id</code>",
                        "all of 2 files",
                        "<code>name, phone</code>")
                .contains(plain(), hash);
        assertThat(read(ui.resolve("tab.json")).replaceAll("\\s", ""))
                .contains("\"mode\":\"keys\"", "\"calls\":8", "\"brokered\":16", "\"aes\":\"SunJCE")
                .contains("\"plaintextColumns\":[\"id\"]", "\"plaintextColumns\":null")
                .contains("\"encryptedDatasets\":1,\"plaintextDatasets\":1,\"plaintextFiles\":2")
                .contains("\"sha256\":\"" + hash + "\",\"places\":1")
                .contains("{\"dataset\":\"" + plain() + "\",\"columns\":[],\"moreColumns\":0,\"key\":\"\"")
                .contains("\"columns\":[\"name\",\"phone\"],\"moreColumns\":0,\"key\":\"pii\"");
    }

    /** One file for each metric: the driver's and both executors'. */
    private static void assertMetrics(Path directory) throws IOException {
        String plugin = ".plugin.io.parquetkms.spark.ParquetKmsPlugin.";
        List<String> names;
        try (Stream<Path> files = Files.list(directory)) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }
        assertThat(names)
                .contains(
                        "job.driver" + plugin + "kms.GenerateDataKey.ok.csv",
                        "job.driver" + plugin + "kms.Decrypt.ok.csv")
                .contains("job.0" + plugin + "keks.brokered.csv", "job.1" + plugin + "keks.brokered.csv");
        assertThat(last(directory.resolve("job.driver" + plugin + "kms.calls.csv")))
                .endsWith(",8");
        assertThat(last(directory.resolve("job.0" + plugin + "keks.brokered.csv")))
                .endsWith(",8");
        assertThat(last(directory.resolve("job.0" + plugin + "kms.calls.csv"))).endsWith(",0");
    }

    private static String last(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        return lines.get(lines.size() - 1);
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .toList();
            assertThat(logs).hasSize(1);
            return logs.get(0);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
