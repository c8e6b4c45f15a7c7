package io.parquetkms.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.spark.ui.Dashboard;
import io.parquetkms.spark.ui.SampleDashboard;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportTableTest {

    private static final Map<String, Class<?>> JAVA = Map.of(
            "STRING", String.class,
            "BIGINT", Long.class,
            "DOUBLE", Double.class,
            "TIMESTAMP", Timestamp.class,
            "ARRAY<STRING>", String[].class);

    private static final Dashboard DASHBOARD = SampleDashboard.rich();

    static Stream<ReportTable> tables() {
        return ReportTable.ALL.stream();
    }

    /** Spark would find out only when somebody asks. */
    @ParameterizedTest
    @MethodSource("tables")
    void rows_fitTheirSchema(ReportTable table) {
        List<List<?>> rows = table.rows().apply(DASHBOARD).toList();
        assertThat(rows).isNotEmpty();
        List<String> types = Stream.of(table.columns().split(", "))
                .map(column -> column.split(" ", 2)[1])
                .toList();
        for (List<?> row : rows) {
            assertThat(row.size()).isEqualTo(types.size());
            for (int i = 0; i < types.size(); i++) {
                if (row.get(i) != null) {
                    assertThat(row.get(i)).isInstanceOf(JAVA.get(types.get(i)));
                }
            }
        }
    }

    /** Each column a row, and whole files in plaintext one without a column. */
    @Test
    void written_inPlaintext_isSaid() {
        ReportTable written = ReportTable.ALL.stream()
                .filter(table -> table.name().equals("parquet_kms_written"))
                .findFirst()
                .orElseThrow();
        assertThat(written.rows().apply(DASHBOARD))
                .anySatisfy(row -> {
                    assertThat(row.get(1)).isNull();
                    assertThat(row.get(2)).isEqualTo("plaintext");
                    assertThat((Long) row.get(5)).isPositive();
                })
                .anySatisfy(row -> {
                    assertThat(row.get(1)).isNotNull();
                    assertThat(row.get(2)).isEqualTo("encrypted");
                    assertThat(row.get(3)).isNotNull();
                });
    }
}
