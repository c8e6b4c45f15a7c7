package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantitiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8|8",
                "9999|9,999",
                "31868|32 thousand",
                "999600|1,000 thousand",
                "7042889|7.0 million",
                "38282365|38 million",
                "1616000001|1.6 billion"
            })
    void roughCounts(long number, String text) {
        assertThat(Quantities.rough(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.000024|$0.000024|<$0.01",
                "0.095604|$0.10|$0.10",
                "4848.000003|$4,848.00|$4,848",
                "0|$0.00|<$0.01"
            })
    void dollars(BigDecimal amount, String all, String rough) {
        assertThat(Quantities.dollars(amount)).isEqualTo(all);
        assertThat(Quantities.rough(amount)).isEqualTo(rough);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0.00 %", "0.00001|<0.01 %", "0.0017|0.17 %", "0.016|1.6 %", "0.444|44 %", "11.222|1,122 %"})
    void percent(double share, String text) {
        assertThat(Quantities.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"80|80 ms", "1533|1.5 s", "404000|7 min", "7199000|2.0 h", "11636000|3.2 h"})
    void durations(long millis, String text) {
        assertThat(Quantities.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
