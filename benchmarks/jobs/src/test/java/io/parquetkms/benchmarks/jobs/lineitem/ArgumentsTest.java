package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentsTest {

    @Test
    void parse_nothing_defaults() {
        Arguments arguments = Arguments.parse(List.of());
        assertThat(arguments.variants()).extracting(Variant::name).containsExactly("plain", "stock", "ours");
        assertThat(arguments.phases()).containsExactly(Phase.COLD, Phase.WARM);
        assertThat(arguments.columns()).isEqualTo(Columns.ALL);
        assertThat(arguments.json()).isEmpty();
    }

    @Test
    void parse_lists() {
        Arguments arguments = Arguments.parse(List.of(
                "--variants",
                "plain,ours",
                "--latency",
                "0,5,20",
                "--phase",
                "warm",
                "--columns",
                "some",
                "--json",
                "out.json"));
        assertThat(arguments.variants()).extracting(Variant::name).containsExactly("plain", "ours");
        assertThat(arguments.latencies()).containsExactly(0, 5, 20);
        assertThat(arguments.phases()).containsExactly(Phase.WARM);
        assertThat(arguments.columns()).isEqualTo(Columns.SOME);
        assertThat(arguments.json()).contains(Path.of("out.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--runs 0", "--runs many", "--phase tepid", "--variants fast", "--scal 1", "--scale"})
    void parse_wrong_saysWhatThereIs(String options) {
        assertThatThrownBy(() -> Arguments.parse(List.of(options.split(" "))))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("Options of lineitem");
    }
}
