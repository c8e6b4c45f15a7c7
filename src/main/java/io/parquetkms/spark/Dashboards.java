package io.parquetkms.spark;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.CallCounts;
import io.parquetkms.keys.KeyInUse;
import io.parquetkms.keys.Statistics;
import io.parquetkms.spark.ui.CallCount;
import io.parquetkms.spark.ui.Dashboard;
import io.parquetkms.spark.ui.DatasetUse;
import io.parquetkms.spark.ui.Denial;
import io.parquetkms.spark.ui.ExecutorState;
import io.parquetkms.spark.ui.Rule;
import io.parquetkms.spark.ui.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the Encryption tab shows of an application, at one moment. */
final class Dashboards {

    private final Settings settings;
    private final Map<String, String> nameOfKey;
    private final List<ProcessReport> reports;
    private final Overview overview;

    private Dashboards(Application application) {
        settings = application.settings();
        overview = application.overview();
        reports = overview.reports();
        nameOfKey = new TreeMap<>();
        settings.keys().forEach((name, keyId) -> nameOfKey.merge(keyId, name, (one, other) -> one + ", " + other));
    }

    static Dashboard of(Application application) {
        Dashboards parts = new Dashboards(application);
        Brokering brokering = application.brokering();
        return new Dashboard(
                brokering.mode().name().toLowerCase(Locale.ROOT),
                brokering.reason(),
                brokering.mend(),
                application.started(),
                Instant.now(),
                parts.summary(application.preflightRequests()),
                parts.keys(),
                parts.calls(),
                parts.executors(),
                parts.datasets(),
                parts.denials(),
                parts.rules());
    }

    private Summary summary(long preflightRequests) {
        Statistics.Snapshot all = overview.statistics();
        long calls = all.calls().total() + preflightRequests;
        return new Summary(
                calls,
                all.calls().failed(),
                preflightRequests,
                all.deksWrapped() + all.deksUnwrapped(),
                all.callsSaved(),
                all.brokered(),
                settings.provider() instanceof AwsOptions
                        ? KmsPrice.dollars(calls).doubleValue()
                        : 0);
    }

    private List<io.parquetkms.spark.ui.KeyInUse> keys() {
        Map<List<Object>, KeyInUse> keys = new TreeMap<>(Comparator.comparing(String::valueOf));
        reports.stream()
                .filter(report -> !overview.isGone(report.executor()))
                .flatMap(report -> report.keys().stream())
                .forEach(key -> keys.merge(List.of(key.keyId(), !key.writing()), key, KeyInUse::plus));
        return keys.values().stream()
                .map(key -> new io.parquetkms.spark.ui.KeyInUse(
                        nameOfKey.getOrDefault(key.keyId(), ""),
                        key.keyId(),
                        key.writing() ? "write" : "read",
                        key.keks(),
                        key.oldest(),
                        key.left()))
                .toList();
    }

    private List<CallCount> calls() {
        return overview.statistics().calls().byKind().entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(CallCount::operation).thenComparing(CallCount::outcome))
                .toList();
    }

    private static CallCount count(CallCounts.Kind kind, CallCounts.Count count) {
        return new CallCount(kind.operation().wireName(), kind.outcome(), count.calls(), count.mean(), count.longest());
    }

    private List<ExecutorState> executors() {
        return reports.stream().map(this::state).toList();
    }

    private ExecutorState state(ProcessReport report) {
        Statistics.Snapshot statistics = report.statistics();
        return new ExecutorState(
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

    private List<DatasetUse> datasets() {
        return overview.uses().entrySet().stream()
                .map(entry -> new DatasetUse(
                        entry.getKey().dataset(),
                        entry.getKey().keyId(),
                        entry.getKey().operation().wireName(),
                        entry.getValue().dataKeys(),
                        entry.getValue().requestIds().stream().sorted().toList()))
                .sorted(Comparator.comparing(DatasetUse::dataset)
                        .thenComparing(DatasetUse::operation)
                        .thenComparing(DatasetUse::keyId))
                .toList();
    }

    private List<Denial> denials() {
        return reports.stream()
                .flatMap(report -> report.denials().stream()
                        .map(denial -> new Denial(
                                denial.when(),
                                report.executor(),
                                denial.operation(),
                                denial.keyId(),
                                denial.message())))
                .sorted(Comparator.comparing(Denial::when).reversed())
                .toList();
    }

    /** The settings that hold for the whole application; the defaults where it sets none. */
    private List<Rule> rules() {
        Map<String, String> set = settings.steering();
        List<Rule> rules = new ArrayList<>();
        set.forEach((name, value) -> rules.add(new Rule(name, value, "set at start")));
        rules.addAll(KmsProperties.ALL.stream()
                .filter(property -> !set.containsKey(property.name())
                        && !property.defaultValue().isEmpty())
                .map(Dashboards::byDefault)
                .collect(Collectors.toList()));
        return rules;
    }

    private static Rule byDefault(Property property) {
        return new Rule(property.name(), property.defaultValue(), Rule.DEFAULT);
    }
}
