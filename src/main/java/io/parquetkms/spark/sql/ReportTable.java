package io.parquetkms.spark.sql;

import io.parquetkms.spark.ui.CallRow;
import io.parquetkms.spark.ui.Dashboard;
import io.parquetkms.spark.ui.DatasetRow;
import io.parquetkms.spark.ui.DenialRow;
import io.parquetkms.spark.ui.KeyRow;
import io.parquetkms.spark.ui.WrittenRow;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What happened in an application so far, as rows: a part of what its Encryption tab shows.
 *
 * @param name of the SQL function
 * @param columns as SQL writes them
 */
record ReportTable(String name, String columns, Function<Dashboard, Stream<List<?>>> rows) {

    static final List<ReportTable> ALL = List.of(
            new ReportTable(
                    "parquet_kms_calls",
                    "operation STRING, outcome STRING, calls BIGINT, mean_ms DOUBLE, longest_ms DOUBLE",
                    dashboard -> dashboard.calls().stream().map(ReportTable::row)),
            new ReportTable(
                    "parquet_kms_keys",
                    "key STRING, key_id STRING, used_to STRING, in_memory BIGINT, seconds_left DOUBLE",
                    dashboard -> dashboard.keys().stream().map(ReportTable::row)),
            new ReportTable(
                    "parquet_kms_uses",
                    "dataset STRING, operation STRING, key STRING, key_id STRING, data_keys BIGINT,"
                            + " request_ids ARRAY<STRING>, key_material_ids ARRAY<STRING>",
                    dashboard -> dashboard.datasets().stream().map(ReportTable::row)),
            new ReportTable(
                    "parquet_kms_written",
                    "dataset STRING, column STRING, state STRING, key STRING, key_id STRING,"
                            + " plaintext_files BIGINT, decided_by STRING",
                    dashboard -> dashboard.written().stream().flatMap(ReportTable::rows)),
            new ReportTable(
                    "parquet_kms_denials",
                    "at TIMESTAMP, executor STRING, operation STRING, key_id STRING, message STRING,"
                            + " what_to_grant STRING",
                    dashboard -> dashboard.denials().stream().map(ReportTable::row)));

    private static final double NANOS_PER_MILLI = 1e6;

    Dataset<Row> of(Dashboard dashboard, SparkSession spark) {
        List<Row> all = rows.apply(dashboard)
                .map(values -> RowFactory.create(values.toArray()))
                .toList();
        return spark.createDataset(all, Encoders.row(StructType.fromDDL(columns)));
    }

    private static List<?> row(CallRow calls) {
        return Arrays.asList(
                calls.operation(), calls.outcome(), calls.count(), millis(calls.mean()), millis(calls.max()));
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_PER_MILLI;
    }

    private static List<?> row(KeyRow key) {
        return Arrays.asList(
                known(key.name()),
                key.keyId(),
                key.use(),
                key.keks(),
                key.left().toMillis() / 1e3);
    }

    private static List<?> row(DatasetRow use) {
        return Arrays.asList(
                use.dataset(),
                use.operation(),
                known(use.keyName()),
                use.keyId(),
                use.dataKeys(),
                use.requestIds().toArray(String[]::new),
                use.keyMaterialIds().toArray(String[]::new));
    }

    /** One for each column; one without a column for whole files in plaintext. */
    private static Stream<List<?>> rows(WrittenRow written) {
        List<@Nullable String> columns = new ArrayList<>(written.columns());
        if (written.moreColumns() > 0) {
            columns.add("(" + written.moreColumns() + " more)");
        }
        if (columns.isEmpty()) {
            columns.add(null);
        }
        return columns.stream()
                .map(column -> Arrays.asList(
                        written.dataset(),
                        column,
                        written.inPlaintext() ? "plaintext" : "encrypted",
                        known(written.key()),
                        known(written.keyId()),
                        written.plaintextFiles(),
                        written.reason()));
    }

    private static List<?> row(DenialRow denial) {
        return Arrays.asList(
                Timestamp.from(denial.when()),
                denial.executor(),
                denial.operation(),
                known(denial.keyId()),
                denial.message(),
                known(denial.grant()));
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
