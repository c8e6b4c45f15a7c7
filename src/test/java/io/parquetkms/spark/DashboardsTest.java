package io.parquetkms.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.codahale.metrics.MetricRegistry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.report.Denial;
import io.parquetkms.spark.report.LiveExecutors;
import io.parquetkms.spark.report.LocalActivity;
import io.parquetkms.spark.report.ProcessReport;
import io.parquetkms.spark.ui.Dashboard;
import io.parquetkms.spark.ui.DatasetRow;
import io.parquetkms.spark.ui.PolicyRow;
import io.parquetkms.spark.ui.Summary;
import io.parquetkms.spark.ui.WrittenRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Encryption tab is given to show. */
final class DashboardsTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final String FINANCE = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000b";
    private static final String PROVIDER = "parquet.kms.provider";

    private final KmsRuntime runtime = new KmsRuntime();
    private final KeyAccess access = runtime.access(TestSettings.configuration(
            "parquet.kms.key.pii", PII, "parquet.kms.key.finance", FINANCE, "parquet.kms.aws.region", "us-east-1"));
    private final Application application = new Application(
            runtime,
            access,
            new BrokerChoice(BrokerChoice.Mode.KEYS, "a test says so", List.of(), ""),
            0,
            new LocalActivity(runtime, ProcessReport.DRIVER, "host", new MetricRegistry()),
            new LiveExecutors(executor -> !executor.equals("made-up"), Ticker.systemTicker()));

    @AfterEach
    void stop() {
        application.close();
        runtime.close();
    }

    private void report(String executor, List<Denial> denials, CallCounts calls, KeyInUse... keys) {
        application.receive(new ProcessReport(
                        executor,
                        "host",
                        "SunJCE 17",
                        Instant.EPOCH,
                        new Statistics.Snapshot(calls, 0, 0, 0, 0, 0, 0, 0),
                        List.of(keys),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        denials)
                .toMessage());
    }

    private static KeyInUse key(String keyId, boolean writing, int minutes) {
        return new KeyInUse(keyId, writing, 1, Duration.ofMinutes(minutes), Duration.ofHours(1));
    }

    @Test
    void keys_ofAllExecutors_areByNameAndLongestInUseFirst() {
        report("1", List.of(), CallCounts.NONE, key(PII, true, 5), key(FINANCE, false, 20));
        report("2", List.of(), CallCounts.NONE, key(PII, false, 10), key(PII, true, 30));

        assertThat(Dashboards.of(application).keys())
                .extracting(row -> row.name() + " " + row.use() + " " + row.keks())
                .containsExactly("pii write 2", "finance read 1", "pii read 1");
    }

    @Test
    void denial_ofAKey_comesWithWhatToGrant() {
        report("1", List.of(new Denial(Instant.EPOCH, "Decrypt", PII, "denied")), CallCounts.NONE);

        assertThat(Dashboards.of(application).denials())
                .singleElement()
                .satisfies(denial -> assertThat(denial.grant()).contains("\"kms:Decrypt\"", PII));
    }

    @Test
    void summary_calls_areAtTheProvidersPrice() {
        CallCounts calls = new CallCounts(Map.of(
                new CallCounts.Kind(KmsOperation.DECRYPT, "ok"),
                new CallCounts.Count(10_000, Duration.ofSeconds(1), Duration.ofSeconds(1))));
        report("1", List.of(), calls);

        assertThat(Dashboards.of(application).summary().dollars()).isEqualTo(0.03);
        assertThat(application.summary()).contains("$0.030000 at list price");
    }

    private void reportWritten(String executor, String dataset, ColumnNames inPlaintext) {
        Map<WrittenColumns.Part, ColumnNames> written = new HashMap<>();
        written.put(new WrittenColumns.Part(dataset, "pii", "a list"), new ColumnNames(List.of("ssn"), 0));
        if (!inPlaintext.none()) {
            written.put(new WrittenColumns.Part(dataset, "", "nobody listed them"), inPlaintext);
        }
        application.receive(new ProcessReport(
                        executor,
                        "host",
                        "SunJCE 17",
                        Instant.EPOCH,
                        Statistics.Snapshot.NONE,
                        List.of(),
                        Map.of(
                                new KeyUses.Use(dataset, PII, KmsOperation.GENERATE_DATA_KEY),
                                new KeyUses.Count(1, Set.of(), Set.of()),
                                new KeyUses.Use(dataset, PII, KmsOperation.DECRYPT),
                                new KeyUses.Count(1, Set.of(), Set.of())),
                        written,
                        Map.of(),
                        List.of())
                .toMessage());
    }

    private void reportPlaintextFiles(String executor, Map<PlaintextFiles.Kind, Long> files) {
        application.receive(new ProcessReport(
                        executor,
                        "host",
                        "SunJCE 17",
                        Instant.EPOCH,
                        Statistics.Snapshot.NONE,
                        List.of(),
                        Map.of(),
                        Map.of(),
                        files,
                        List.of())
                .toMessage());
    }

    @Test
    void written_isByDatasetThePlaintextFirst_withWhatKeysNamesStandFor() {
        reportWritten("1", "sales", new ColumnNames(List.of("id"), 2));
        reportPlaintextFiles("2", Map.of(new PlaintextFiles.Kind("sales", "no key"), 3L));
        reportPlaintextFiles("3", Map.of(new PlaintextFiles.Kind("sales", "no key"), 4L));
        runtime.journal().wrote("by the driver", "alias/tenant-7", "policy p.json, line 3", List.of("name"));

        assertThat(Dashboards.of(application).written())
                .containsExactly(
                        new WrittenRow(
                                "by the driver",
                                List.of("name"),
                                0,
                                "alias/tenant-7",
                                "",
                                0,
                                "policy p.json, line 3",
                                "driver"),
                        new WrittenRow("sales", List.of(), 0, "", "", 7, "no key", "executors"),
                        new WrittenRow("sales", List.of("id"), 2, "", "", 0, "nobody listed them", "executors"),
                        new WrittenRow("sales", List.of("ssn"), 0, "pii", PII, 0, "a list", "executors"));
        assertThat(Dashboards.of(application).summary())
                .extracting(Summary::encryptedDatasets, Summary::plaintextDatasets, Summary::plaintextFiles)
                .containsExactly(2L, 1L, 7L);
    }

    @Test
    void datasets_ofAConfiguredKey_haveItsName() {
        reportWritten("1", "sales", ColumnNames.NONE);

        assertThat(Dashboards.of(application).datasets())
                .extracting(DatasetRow::keyName)
                .containsExactly("pii", "pii");
    }

    @Test
    void summary_plaintextFiles_areCountedByDataset() {
        reportPlaintextFiles("1", Map.of(new PlaintextFiles.Kind("", "no key"), 1_000L));
        assertThat(application.summary())
                .endsWith(". 1 dataset was written in plaintext: files without a path (1,000 files)");

        reportPlaintextFiles(
                "2",
                Map.of(
                        new PlaintextFiles.Kind("b", "no key"), 1L,
                        new PlaintextFiles.Kind("c", "no key"), 2L,
                        new PlaintextFiles.Kind("c", "a policy says so"), 3L));
        reportWritten("3", "d", new ColumnNames(List.of("id"), 0));
        assertThat(application.summary())
                .endsWith(". 3 datasets were written in plaintext: files without a path (1,000 files); b (1 file);"
                        + " c (5 files). Columns in plaintext in encrypted files: d (id)");

        reportPlaintextFiles(
                "4",
                IntStream.range(0, 10)
                        .boxed()
                        .collect(Collectors.toMap(i -> new PlaintextFiles.Kind("e" + i, ""), i -> 1L)));
        assertThat(application.summary()).contains("13 datasets were", "; e1 (1 file); … and 8 more datasets. Columns");
    }

    @Test
    void datasets_written_areWithTheColumnsInPlaintext() {
        reportWritten("1", "sales", new ColumnNames(List.of("id"), 0));
        reportWritten("2", "sales", new ColumnNames(List.of("city", "id"), 0));
        reportWritten("3", "whole", new ColumnNames(List.of(), 0));

        assertThat(Dashboards.of(application).datasets())
                .extracting(
                        DatasetRow::dataset,
                        DatasetRow::operation,
                        DatasetRow::plaintextColumns,
                        DatasetRow::morePlaintextColumns)
                .containsExactly(
                        tuple("sales", "Decrypt", null, 0),
                        tuple("sales", "GenerateDataKey", List.of("city", "id"), 0),
                        tuple("whole", "Decrypt", null, 0),
                        tuple("whole", "GenerateDataKey", List.of(), 0));
    }

    @Test
    void summary_plaintextColumns_areNamed() {
        assertThat(application.summary()).doesNotContain("plaintext");
        reportWritten("1", "whole", new ColumnNames(List.of(), 0));
        assertThat(application.summary()).doesNotContain("plaintext");
        reportWritten("2", "b", new ColumnNames(List.of("city", "id"), 4));
        reportWritten("3", "", new ColumnNames(List.of("id"), 0));
        assertThat(application.summary())
                .endsWith(
                        ". Columns in plaintext in encrypted files: files without a path (id); b (city, id, … and 4 more)");
        for (int i = 4; i < 10; i++) {
            reportWritten("" + i, "c" + i, new ColumnNames(List.of("id"), 0));
        }
        assertThat(application.summary()).endsWith("; c6 (id); … and 3 more datasets");
    }

    @Test
    void policy_isShown_andNamesKeys(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("lake.json"), """
                { "version": 1,
                  "keys": { "partner": "%s" },
                  "places": [ { "path": "s3://lake/customer", "key": "partner" } ] }
                """.formatted(FINANCE));
        KeyAccess underPolicy = runtime.access(TestSettings.configuration(
                "parquet.kms.policy", file.toUri().toString(), "parquet.kms.aws.region", "us-east-1"));
        try (Application started = new Application(
                runtime,
                underPolicy,
                new BrokerChoice(BrokerChoice.Mode.LOCAL, "a test says so", List.of(), ""),
                0,
                new LocalActivity(runtime, ProcessReport.DRIVER, "host", new MetricRegistry()),
                new LiveExecutors(executor -> true, Ticker.systemTicker()))) {
            runtime.journal().wrote("s3://lake/customer", "partner", "line 3", List.of("ssn"));
            KeyUses.Use write = new KeyUses.Use("s3://lake/customer", FINANCE, KmsOperation.GENERATE_DATA_KEY);
            runtime.journal().used(write, "", "", 1);
            Dashboard shown = Dashboards.of(started);

            assertThat(shown.policy()).isEqualTo(new PolicyRow(file.toUri().toString(), sha256(file), 1));
            assertThat(shown.written()).extracting(WrittenRow::keyId).containsExactly(FINANCE);
            assertThat(shown.datasets()).extracting(DatasetRow::keyName).containsExactly("partner");
            assertThat(started.summary()).contains(". Encryption by policy " + file.toUri(), sha256(file));
        }
        assertThat(Dashboards.of(application).policy()).isNull();
        assertThat(application.summary()).doesNotContain("policy");
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void settings_areThoseOfTheStartThenDefaults() {
        Dashboard dashboard = Dashboards.of(application);

        assertThat(dashboard.settings().get(0).property()).isEqualTo("parquet.kms.aws.region");
        assertThat(dashboard.settings())
                .anySatisfy(row -> assertThat(row.property()).isEqualTo(PROVIDER));
    }

    /** A report is a claim; one can make itself ridiculous, and not the page fail. */
    @Test
    void reports_ofNumbersBeyondReason_areShown() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        Duration shortest = Duration.ofNanos(Long.MIN_VALUE);
        CallCounts calls = new CallCounts(Map.of(
                new CallCounts.Kind(KmsOperation.DECRYPT, "ok"),
                new CallCounts.Count(Long.MAX_VALUE, longest, longest),
                new CallCounts.Kind(KmsOperation.DECRYPT, "denied"),
                new CallCounts.Count(Long.MIN_VALUE, shortest, shortest)));
        for (String executor : List.of("1", "2", "3")) {
            report(
                    executor,
                    List.of(new Denial(Instant.ofEpochMilli(Long.MAX_VALUE), "", "", "")),
                    calls,
                    new KeyInUse(PII, true, Long.MIN_VALUE, shortest, longest),
                    new KeyInUse("", false, Long.MAX_VALUE, longest, shortest));
        }

        Dashboard shown = Dashboards.of(application);

        assertThat(shown.executors()).hasSize(4);
        assertThat(application.summary()).contains("KMS calls");
    }
}
