package io.parquetkms.spark.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeltaStatisticsTest {

    /** In the order that Delta counts in: {@code date} is a partition, and in no file. */
    private static final StructType COLUMNS = new StructType()
            .add("date", DataTypes.StringType)
            .add("id", DataTypes.LongType)
            .add("person", new StructType().add("name", DataTypes.StringType).add("photo", DataTypes.BinaryType))
            .add("phones", DataTypes.createArrayType(DataTypes.StringType))
            .add("Salary", DataTypes.LongType);

    private static List<String> shown(Map<String, String> properties) {
        DeltaTable table = new DeltaTable(new Path("/t"), properties, COLUMNS, List.of("DATE"));
        return DeltaStatistics.of(table).stream().map(ColumnPath::toDotString).toList();
    }

    @Test
    void byDefault_allOfAFewColumns_butThoseWithoutLeastAndGreatest() {
        assertThat(shown(Map.of())).containsExactly("id", "person.name", "Salary");
    }

    /** Columns without least and greatest values count, too. */
    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, id",
        "2, id person.name",
        "4, id person.name",
        "5, id person.name Salary",
        "-1, id person.name Salary"
    })
    void theFirst_leavesAreCounted(String number, String columns) {
        assertThat(String.join(" ", shown(Map.of("DELTA.dataskippingnumindexedcols", number))))
                .isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '' | ''
            salary | Salary
            `id`, person | id person.name
            perso | ''
            person.name | person.name
            """)
    void named_countBeforeTheNumber(String names, String columns) {
        Map<String, String> properties =
                Map.of("delta.dataSkippingStatsColumns", names, "delta.dataSkippingNumIndexedCols", "32");
        assertThat(String.join(" ", shown(properties))).isEqualTo(columns);
    }
}
