package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table about native tables in {@code docs/sql.md}: each row is run as it stands there. */
@Tag("full")
final class SqlPageTest {

    private static List<SqlPage.Case> cases = List.of();
    private static SqlOutcomes outcomes;

    @BeforeAll
    static void run() throws Exception {
        cases = SqlPage.read().cases("## Native tables");
        outcomes = SqlOutcomes.of(SparkSubmit.in("sql").withJar(System.getProperty("tests.jar")), cases);
    }

    static IntStream rows() {
        return IntStream.range(0, cases.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_isAsThePageSays(int row) {
        assertThat(outcomes.outcomes().get(row))
                .as(cases.get(row) + ": " + outcomes.errors().get(row))
                .isEqualTo(cases.get(row).outcomes());
    }

    @Test
    void page_hasARowForEachWayToWrite() {
        assertThat(cases).hasSizeGreaterThan(20);
    }
}
