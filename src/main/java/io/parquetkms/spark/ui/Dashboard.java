package io.parquetkms.spark.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tab shows of one application, as of one moment. Holds no secret; texts may come from anywhere.
 *
 * @param mode how executors get their keys: {@code keys}, {@code wrapped}, {@code local} or {@code off}
 * @param modeReason why so, to stand after "since": {@code driver and tasks are one process}
 * @param modeRemedy {@code name=value} lines of configuration that would make it {@code keys}; empty where none would, or
 *     none is needed
 * @param started when the plugin began to count
 * @param taken when these figures were read
 * @param policy null where there is none
 * @param written how datasets were written
 * @param keys longest in use first
 * @param executors the driver is one of them
 * @param datasets what keys were used for
 * @param denials latest first
 * @param settings the settings in effect
 */
public record Dashboard(
        String mode,
        String modeReason,
        List<String> modeRemedy,
        Instant started,
        Instant taken,
        Summary summary,
        @Nullable PolicyRow policy,
        List<WrittenRow> written,
        List<KeyRow> keys,
        List<CallRow> calls,
        List<ExecutorRow> executors,
        List<DatasetRow> datasets,
        List<DenialRow> denials,
        List<SettingRow> settings) {

    public Dashboard {
        modeRemedy = List.copyOf(modeRemedy);
        written = List.copyOf(written);
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
        executors = List.copyOf(executors);
        datasets = List.copyOf(datasets);
        denials = List.copyOf(denials);
        settings = List.copyOf(settings);
    }

    /** How long was counted. */
    Duration uptime() {
        return Duration.between(started, taken);
    }

    Dashboard with(@Nullable PolicyRow otherPolicy, List<SettingRow> otherSettings) {
        return new Dashboard(
                mode,
                modeReason,
                modeRemedy,
                started,
                taken,
                summary,
                otherPolicy,
                written,
                keys,
                calls,
                executors,
                datasets,
                denials,
                otherSettings);
    }
}
