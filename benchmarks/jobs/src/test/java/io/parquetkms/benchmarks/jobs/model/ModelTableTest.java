package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelTableTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"8|8", "804|804", "31868|31.9 thousand", "7042889|7 million", "1616000001|1.6 billion"})
    void rough(long number, String text) {
        assertThat(ModelTable.rough(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.000024|<$0.01", "0.095604|$0.10", "4848.000003|$4,848", "0|<$0.01"})
    void dollars(BigDecimal amount, String text) {
        assertThat(ModelTable.dollars(amount)).isEqualTo(text);
    }

    @Test
    void full_allJobsInAllWays() {
        assertThat(new ModelTable(Scenario.defaults()).full().lines())
                .hasSize(Scenario.defaults().size() * (Way.values().length + 3));
    }
}
