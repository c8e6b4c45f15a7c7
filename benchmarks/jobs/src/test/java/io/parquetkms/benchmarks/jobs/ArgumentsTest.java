package io.parquetkms.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentsTest {

    private static Arguments of(String... arguments) {
        return Arguments.parse(List.of(arguments), Set.of("--size"));
    }

    @Test
    void nothingGiven_defaults() {
        assertThat(of().number("--size", 7, 1, 9)).isEqualTo(7);
        assertThat(of().numbers("--size", List.of(1, 2), 1, 9)).containsExactly(1, 2);
        assertThat(of().text("--size", "large")).isEqualTo("large");
    }

    @Test
    void lists_byCommas() {
        assertThat(of("--size", "1,2,9").numbers("--size", List.of(), 1, 9)).containsExactly(1, 2, 9);
        assertThat(of("--size", "b,a").choices("--size", List.of(), Map.of("a", 1, "b", 2)))
                .containsExactly(2, 1);
    }

    @Test
    void durations_inTheirUnits() {
        assertThat(of("--size", "5ms,3s,2m,1h").durations("--size", List.of()))
                .containsExactly(
                        Duration.ofMillis(5), Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofHours(1));
    }

    @Test
    void constants_inLowerCase() {
        assertThat(of().constants("--size", ChronoUnit.values())).containsExactly(ChronoUnit.values());
        assertThat(of("--size", "weeks,days").constants("--size", ChronoUnit.values()))
                .containsExactly(ChronoUnit.WEEKS, ChronoUnit.DAYS);
        assertThat(of().constant("--size", ChronoUnit.DAYS)).isEqualTo(ChronoUnit.DAYS);
        assertThat(of("--size", "weeks").constant("--size", ChronoUnit.DAYS)).isEqualTo(ChronoUnit.WEEKS);
        assertThatThrownBy(() -> of("--size", "weeks,days").constant("--size", ChronoUnit.DAYS))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("weeks,days");
    }

    @Test
    void decimals_asGiven() {
        assertThat(of().decimal("--size", 0.5, 0, 1)).isEqualTo(0.5);
        assertThat(of("--size", "0.25").decimal("--size", 0.5, 0, 1)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.1", "-1", "NaN", "1e-1", ".5", "half"})
    void noDecimalFrom0To1_fails(String value) {
        assertThatThrownBy(() -> of("--size", value).decimal("--size", 0.5, 0, 1))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("Invalid --size " + value + ": must be a number from 0.0 to 1.0");
    }

    @Test
    void unknownOption_namesThoseThatThereAre() {
        assertThatThrownBy(() -> of("--sizes", "1"))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("--sizes")
                .hasMessageContaining("--size");
    }

    @Test
    void withoutValue_orTwice_fails() {
        assertThatThrownBy(() -> of("--size"))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("no value");
        assertThatThrownBy(() -> of("--size", "1", "--size", "2"))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "10", "1.5", "many", "99999999999", "1,", ","})
    void noNumberFrom1To9_fails(String value) {
        assertThatThrownBy(() -> of("--size", value).numbers("--size", List.of(), 1, 9))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("--size")
                .hasMessageContaining("from 1 to 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "0s", "-1s", "1d", "1234567890h"})
    void noDuration_fails(String value) {
        assertThatThrownBy(() -> of("--size", value).duration("--size", Duration.ZERO))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("5ms");
    }

    @Test
    void noChoice_namesThem() {
        assertThatThrownBy(() -> of("--size", "a,x").choices("--size", List.of(), Map.of("a", 1)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("Invalid --size x: must be of a");
    }
}
