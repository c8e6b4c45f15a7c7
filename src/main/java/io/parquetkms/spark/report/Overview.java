package io.parquetkms.spark.report;

import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.Statistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What all processes of an application have done, as far as the driver was told. Safe on any thread. */
public final class Overview {

    private final Supplier<ProcessReport> driver;
    private final Map<String, ProcessReport> executors = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    public Overview(Supplier<ProcessReport> driver) {
        this.driver = driver;
    }

    public void told(ProcessReport report) {
        executors.put(report.executor(), report);
    }

    public void removed(String executor) {
        gone.add(executor);
    }

    public boolean isGone(String executor) {
        return gone.contains(executor);
    }

    /** The driver's own, then one for each executor, those that are gone included. */
    public List<ProcessReport> reports() {
        List<ProcessReport> reports = new ArrayList<>();
        reports.add(driver.get());
        reports.addAll(executors.values());
        return reports;
    }

    public Statistics.Snapshot statistics() {
        return reports().stream()
                .map(ProcessReport::statistics)
                .reduce(Statistics.Snapshot.NONE, Statistics.Snapshot::plus);
    }

    public Map<KeyUses.Use, KeyUses.Count> uses() {
        Map<KeyUses.Use, KeyUses.Count> uses = new HashMap<>();
        reports().forEach(report -> report.uses().forEach((use, count) -> uses.merge(use, count, KeyUses.Count::plus)));
        return uses;
    }
}
