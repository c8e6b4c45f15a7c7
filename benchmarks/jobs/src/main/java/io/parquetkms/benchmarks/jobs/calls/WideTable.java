package io.parquetkms.benchmarks.jobs.calls;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows with an id and as many encrypted columns as wanted, whose values all follow from the id.
 *
 * @param columns encrypted ones
 * @param keys for them, the footer's not among them
 */
record WideTable(int columns, int keys) {

    private static final String FOOTER_KEY = "footer";

    /** The footer's key and those of the columns. */
    List<String> keyNames() {
        return Stream.concat(Stream.of(FOOTER_KEY), IntStream.range(0, keys).mapToObj(WideTable::keyName))
                .toList();
    }

    private static String keyName(int key) {
        return "key" + key;
    }

    /** Parquet's properties, with each key's share of the columns. Keys are {@link #keyNames}, with a prefix. */
    Map<String, String> encryption(String keyPrefix) {
        return Map.of(
                "parquet.encryption.footer.key",
                keyPrefix + FOOTER_KEY,
                "parquet.encryption.column.keys",
                columnKeys(keyPrefix));
    }

    private String columnKeys(String keyPrefix) {
        return IntStream.range(0, keys)
                .mapToObj(key -> keyPrefix + keyName(key) + ":"
                        + IntStream.range(0, columns)
                                .filter(column -> column % keys == key)
                                .mapToObj(WideTable::name)
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    private static String name(int column) {
        return "c" + column;
    }

    private static String value(int column) {
        return "concat('%s of ', id)".formatted(name(column));
    }

    /** @param ids a column id */
    Dataset<Row> of(Dataset<?> ids) {
        return ids.selectExpr(Stream.concat(
                        Stream.of("id"),
                        IntStream.range(0, columns).mapToObj(column -> value(column) + " AS " + name(column)))
                .toArray(String[]::new));
    }

    /** How many rows are as they should be. Reads every column. */
    long intact(Dataset<Row> rows) {
        String condition = IntStream.range(0, columns)
                .mapToObj(column -> name(column) + " = " + value(column))
                .collect(Collectors.joining(" AND "));
        return rows.selectExpr("count_if(" + condition + ")").first().getLong(0);
    }
}
