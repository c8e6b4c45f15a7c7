package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a locale that writes numbers otherwise. */
final class FiguresTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void setLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "999|999", "1234567|1,234,567", "-1000|-1,000"})
    void number_any_hasCommas(long number, String text) {
        assertThat(Figures.number(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 keys", "1|1 key", "1000|1,000 keys"})
    void count_any_agrees(long number, String text) {
        assertThat(Figures.count(number, "key", "keys")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0%",
        "0, 10, 0%",
        "10, 10, 100%",
        "1, 2, 50%",
        "1, 30, 3.3%",
        "1, 1000000, 0.1%",
        "994, 1000, 99.4%",
        "999999, 1000000, 99.9%",
        "98, 100, 98%"
    })
    void share_any_isNeverRoundedToAllOrNothing(long part, long whole, String text) {
        assertThat(Figures.share(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|$0",
                "0.000003|$0.000003",
                "0.000012|$0.000012",
                "0.0000333|$0.000033",
                "0.003837|$0.0038",
                "0.0996|$0.10",
                "0.25|$0.25",
                "0.994|$0.99",
                "0.999|$1.00",
                "12.345|$12.35",
                "1234.5|$1,234.50"
            })
    void dollars_any_hasEnoughDigits(double dollars, String text) {
        assertThat(Figures.dollars(dollars)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "200, 3 min 20 s",
        "7500, 2 h 5 min",
        "86399, 23 h 59 min",
        "86400, 1 d",
        "97200, 1 d 3 h"
    })
    void duration_any_hasTwoUnits(long seconds, String text) {
        assertThat(Figures.duration(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0.0 ms", "840|0.8 ms", "8740|8.7 ms", "41600|42 ms", "2340000|2.3 s", "1234000000|1,234.0 s"})
    void latency_any_isShort(long micros, String text) {
        assertThat(Figures.latency(Duration.ofNanos(micros * 1_000))).isEqualTo(text);
    }

    @Test
    void latency_moreThanThereAreNumbersFor_isTheLargest() {
        assertThat(Figures.latency(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("9,223,372,036.9 s");
    }

    @Test
    void ago_passedAndPresent_areTold() {
        assertThat(Figures.ago(NOW.minusSeconds(30), NOW)).isEqualTo("30 s ago");
        assertThat(Figures.ago(NOW, NOW)).isEqualTo("now");
        assertThat(Figures.ago(NOW.plusSeconds(5), NOW)).isEqualTo("now");
    }

    @Test
    void moment_any_hasUtcInItsHint() {
        assertThat(Figures.moment(NOW).toString())
                .matches("<span title=\"2026-11-01T10:00:00Z\">[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:00:00</span>");
    }
}
