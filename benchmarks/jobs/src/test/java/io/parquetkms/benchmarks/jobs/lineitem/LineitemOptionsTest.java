package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineitemOptionsTest {

    @Test
    void parse_nothing_defaults() {
        LineitemOptions options = LineitemOptions.parse(List.of());
        assertThat(options.variants()).extracting(Variant::name).containsExactly("plain", "stock", "ours");
        assertThat(options.phases()).containsExactly(Phase.COLD, Phase.WARM);
        assertThat(options.columns()).isEqualTo(Columns.ALL);
        assertThat(options.json()).isEmpty();
    }

    @Test
    void parse_lists() {
        LineitemOptions options = LineitemOptions.parse(List.of(
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
        assertThat(options.variants()).extracting(Variant::name).containsExactly("plain", "ours");
        assertThat(options.latencies()).containsExactly(0, 5, 20);
        assertThat(options.phases()).containsExactly(Phase.WARM);
        assertThat(options.columns()).isEqualTo(Columns.SOME);
        assertThat(options.json()).contains(Path.of("out.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--svg x.svg --runs 1",
                "--svg x.svg --variants ours",
                "--svg x.svg --method samples --runs 1",
                "--runs 0",
                "--runs many",
                "--phase tepid",
                "--variants fast",
                "--scal 1",
                "--scale"
            })
    void parse_wrong_saysWhichOption(String options) {
        assertThatThrownBy(() -> LineitemOptions.parse(List.of(options.split(" "))))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining(options.split(" ")[0]);
    }
}
