package io.parquetkms.spark.report;

import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.kms.KmsOperation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports for tests. */
final class Reports {

    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";

    /** Of each count. */
    static final Set<String> MATERIAL = Set.of("0a1b2c");

    private Reports() {}

    /** Of an executor that wrapped so many data keys. */
    static ProcessReport of(String executor, long wrapped, Map<KeyUses.Use, KeyUses.Count> uses) {
        return new ProcessReport(
                executor,
                "host",
                "SunJCE 17",
                Instant.EPOCH,
                new Statistics.Snapshot(CallCounts.NONE, 0, 0, 0, 0, 0, wrapped, 0),
                List.of(),
                uses,
                Map.of(),
                Map.of(),
                List.of());
    }

    /** The same, of one that also wrote datasets. */
    static ProcessReport with(
            ProcessReport report,
            Map<WrittenColumns.Part, ColumnNames> written,
            Map<PlaintextFiles.Kind, Long> plaintextFiles) {
        return new ProcessReport(
                report.executor(),
                report.host(),
                report.aes(),
                report.at(),
                report.statistics(),
                report.keys(),
                report.uses(),
                written,
                plaintextFiles,
                report.denials());
    }

    static WrittenColumns.Part inPlaintext(String dataset) {
        return new WrittenColumns.Part(dataset, "", "nobody listed them");
    }

    static WrittenColumns.Part underPii(String dataset) {
        return new WrittenColumns.Part(dataset, "pii", "a list says so");
    }

    static PlaintextFiles.Kind plaintextFiles(String dataset) {
        return new PlaintextFiles.Kind(dataset, "no key");
    }

    static ColumnNames columns(String... names) {
        return new ColumnNames(List.of(names), 0);
    }

    static ProcessReport of(String executor, long wrapped) {
        return of(executor, wrapped, Map.of());
    }

    static KeyUses.Use writing(String dataset) {
        return new KeyUses.Use(dataset, KEY, KmsOperation.GENERATE_DATA_KEY);
    }

    static KeyUses.Use reading(String dataset) {
        return new KeyUses.Use(dataset, KEY, KmsOperation.DECRYPT);
    }

    static KeyUses.Count count(long dataKeys, String... requestIds) {
        return new KeyUses.Count(dataKeys, Set.of(requestIds), MATERIAL);
    }
}
