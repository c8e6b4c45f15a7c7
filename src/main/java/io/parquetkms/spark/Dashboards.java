package io.parquetkms.spark;

import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.config.Property;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.report.Denial;
import io.parquetkms.spark.report.Overview;
import io.parquetkms.spark.report.PolicyInUse;
import io.parquetkms.spark.report.ProcessReport;
import io.parquetkms.spark.report.Source;
import io.parquetkms.spark.ui.CallRow;
import io.parquetkms.spark.ui.Dashboard;
import io.parquetkms.spark.ui.DatasetRow;
import io.parquetkms.spark.ui.DenialRow;
import io.parquetkms.spark.ui.ExecutorRow;
import io.parquetkms.spark.ui.KeyRow;
import io.parquetkms.spark.ui.PolicyRow;
import io.parquetkms.spark.ui.SettingRow;
import io.parquetkms.spark.ui.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the Encryption tab shows of an application, at one moment. */
final class Dashboards {

    private final Application application;
    private final KeyNames keyNames;
    private final List<ProcessReport> reports;
    private final Overview overview;

    private Dashboards(Application application) {
        this.application = application;
        overview = application.overview();
        reports = overview.reports();
        keyNames = new KeyNames(application.access());
    }

    static Dashboard of(Application application) {
        Dashboards parts = new Dashboards(application);
        BrokerChoice brokerChoice = application.brokerChoice();
        return new Dashboard(
                brokerChoice.mode().name().toLowerCase(Locale.ROOT),
                brokerChoice.reason(),
                brokerChoice.remedy(),
                application.started(),
                Instant.now(),
                parts.summary(application.preflightRequests()),
                parts.policy(),
                WrittenRows.of(parts.overview, parts.keyNames),
                parts.keys(),
                parts.calls(),
                parts.executors(),
                parts.datasets(),
                parts.denials(),
                parts.settings());
    }

    private Summary summary(long preflightRequests) {
        Statistics.Snapshot all = overview.statistics();
        long calls = all.calls().total() + preflightRequests;
        Map<String, Long> plaintextFiles = PlaintextFiles.byDataset(overview.plaintextFiles());
        return new Summary(
                overview.written().keySet().stream()
                        .filter(part -> !part.inPlaintext())
                        .map(WrittenColumns.Part::dataset)
                        .distinct()
                        .count(),
                plaintextFiles.size(),
                plaintextFiles.values().stream().mapToLong(files -> files).sum(),
                calls,
                all.calls().failed(),
                preflightRequests,
                all.deksWrapped() + all.deksUnwrapped(),
                all.callsSaved(),
                all.brokered(),
                application.dollars(calls).doubleValue());
    }

    private List<KeyRow> keys() {
        Map<List<Object>, KeyInUse> keys = new HashMap<>();
        reports.stream()
                .filter(report -> !overview.isGone(report.executor()))
                .flatMap(report -> report.keys().stream())
                .forEach(key -> keys.merge(List.of(key.keyId(), key.writing()), key, KeyInUse::plus));
        return keys.values().stream()
                .sorted(Comparator.comparing(KeyInUse::oldest)
                        .reversed()
                        .thenComparing(KeyInUse::keyId)
                        .thenComparing(KeyInUse::writing, Comparator.reverseOrder()))
                .map(key -> new KeyRow(
                        keyNames.nameOf(key.keyId()),
                        key.keyId(),
                        key.writing() ? "write" : "read",
                        key.keks(),
                        key.oldest(),
                        key.left()))
                .toList();
    }

    private List<CallRow> calls() {
        return overview.statistics().calls().byKind().entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(CallRow::operation).thenComparing(CallRow::outcome))
                .toList();
    }

    private static CallRow count(CallCounts.Kind kind, CallCounts.Count count) {
        return new CallRow(kind.operation().wireName(), kind.outcome(), count.calls(), count.mean(), count.longest());
    }

    private List<ExecutorRow> executors() {
        return reports.stream().map(this::state).toList();
    }

    private ExecutorRow state(ProcessReport report) {
        Statistics.Snapshot statistics = report.statistics();
        return new ExecutorRow(
                report.executor(),
                report.host(),
                report.aes(),
                !overview.isGone(report.executor()),
                report.keys().stream().mapToLong(KeyInUse::keks).sum(),
                statistics.hits(),
                statistics.brokered(),
                statistics.calls().total(),
                statistics.calls().failed(),
                statistics.evictions(),
                statistics.graceUses(),
                report.at());
    }

    private @Nullable PolicyRow policy() {
        PolicyInUse policy = application.policy();
        return policy == null ? null : new PolicyRow(policy.location(), policy.sha256(), policy.places());
    }

    private List<DatasetRow> datasets() {
        return Arrays.stream(Source.values())
                .flatMap(this::datasets)
                .sorted(Comparator.comparing(DatasetRow::dataset)
                        .thenComparing(DatasetRow::operation)
                        .thenComparing(DatasetRow::keyId)
                        .thenComparing(DatasetRow::source))
                .toList();
    }

    private Stream<DatasetRow> datasets(Source source) {
        Map<String, ColumnNames> inPlaintext = WrittenColumns.inPlaintext(overview.written(source));
        return overview.uses(source).entrySet().stream()
                .map(entry -> dataset(
                        entry.getKey(),
                        entry.getValue(),
                        source,
                        entry.getKey().isWrite()
                                ? inPlaintext.get(entry.getKey().dataset())
                                : null));
    }

    private DatasetRow dataset(KeyUses.Use use, KeyUses.Count count, Source source, @Nullable ColumnNames inPlaintext) {
        return new DatasetRow(
                use.dataset(),
                keyNames.nameOf(use.keyId()),
                use.keyId(),
                use.operation().wireName(),
                count.dataKeys(),
                source.toString(),
                count.requestIds().stream().sorted().toList(),
                count.keyMaterialIds().stream().sorted().toList(),
                inPlaintext == null ? null : inPlaintext.names(),
                inPlaintext == null ? 0 : inPlaintext.more());
    }

    private List<DenialRow> denials() {
        return reports.stream()
                .flatMap(report -> report.denials().stream()
                        .map(denial -> new DenialRow(
                                denial.when(),
                                report.executor(),
                                denial.operation(),
                                denial.keyId(),
                                denial.message(),
                                grant(denial))))
                .sorted(Comparator.comparing(DenialRow::when).reversed())
                .toList();
    }

    private String grant(Denial denial) {
        KmsOperation operation = KmsOperation.named(denial.operation());
        return operation == null ? "" : application.access().provider().grant(operation, denial.keyId());
    }

    /** The settings that hold for the whole application; the defaults where it sets none. */
    private List<SettingRow> settings() {
        Map<String, String> set = application.access().pinned();
        List<SettingRow> rows = new ArrayList<>();
        set.forEach((name, value) -> rows.add(new SettingRow(name, value, "set at start")));
        rows.addAll(application.access().properties().stream()
                .filter(property -> !set.containsKey(property.name())
                        && !property.defaultValue().isEmpty())
                .map(Dashboards::byDefault)
                .toList());
        return rows;
    }

    private static SettingRow byDefault(Property property) {
        return new SettingRow(property.name(), property.defaultValue(), SettingRow.DEFAULT);
    }
}
