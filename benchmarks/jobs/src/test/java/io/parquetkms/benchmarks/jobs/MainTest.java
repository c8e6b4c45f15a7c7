package io.parquetkms.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) throws Exception {
        return Main.run(List.of(args), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "model", "lineitem", "start", "memory"})
    void help_ofEach_listsItsOptions(String benchmark) throws Exception {
        assertThat(run(benchmark, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("  --");
        assertThat(err.size()).isZero();
    }

    @Test
    void unknownBenchmark_namesThoseThatThereAre() throws Exception {
        assertThat(run("speed")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "There is no benchmark 'speed': must be of calls, model, lineitem, start, memory");
        assertThat(run()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "model", "lineitem", "start", "memory"})
    void unknownOption_ofEach_saysSoAndWhereToFindMore(String benchmark) throws Exception {
        assertThat(run(benchmark, "--speed", "high")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Unknown option --speed: must be one of ")
                .contains(benchmark + " --help says more");
        assertThat(out.size()).isZero();
    }

    @Test
    void aBenchmark_runsWithItsOptions() throws Exception {
        assertThat(run("model", "--executors", "7")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("7 executors, 10 columns");
    }
}
