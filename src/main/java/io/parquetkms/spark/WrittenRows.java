package io.parquetkms.spark;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.spark.report.Overview;
import io.parquetkms.spark.report.Source;
import io.parquetkms.spark.ui.WrittenRow;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the Encryption tab shows of datasets that were written: of each, what is in plaintext stands first. */
final class WrittenRows {

    private static final Comparator<WrittenRow> ORDER = Comparator.comparing(WrittenRow::dataset)
            .thenComparing(row -> !row.columns().isEmpty())
            .thenComparing(WrittenRow::key)
            .thenComparing(WrittenRow::reason)
            .thenComparing(WrittenRow::source);

    private final Overview overview;
    private final KeyNames keyNames;

    private WrittenRows(Overview overview, KeyNames keyNames) {
        this.overview = overview;
        this.keyNames = keyNames;
    }

    static List<WrittenRow> of(Overview overview, KeyNames keyNames) {
        WrittenRows rows = new WrittenRows(overview, keyNames);
        return Arrays.stream(Source.values())
                .flatMap(source -> Stream.concat(rows.plaintextFiles(source), rows.columns(source)))
                .sorted(ORDER)
                .toList();
    }

    private Stream<WrittenRow> plaintextFiles(Source source) {
        return overview.plaintextFiles(source).entrySet().stream()
                .map(files -> new WrittenRow(
                        files.getKey().dataset(),
                        List.of(),
                        0,
                        "",
                        "",
                        files.getValue(),
                        files.getKey().reason(),
                        source.toString()));
    }

    private Stream<WrittenRow> columns(Source source) {
        return overview.written(source).entrySet().stream()
                .map(columns -> written(columns.getKey(), columns.getValue(), source));
    }

    private WrittenRow written(WrittenColumns.Part part, ColumnNames columns, Source source) {
        return new WrittenRow(
                part.dataset(),
                columns.names(),
                columns.more(),
                part.key(),
                keyNames.keyOf(part.key()),
                0,
                part.reason(),
                source.toString());
    }
}
