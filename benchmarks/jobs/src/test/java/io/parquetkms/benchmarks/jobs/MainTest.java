package io.parquetkms.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String command) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(command.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "model", "lineitem", "short"})
    void help_ofEach_listsItsOptions(String benchmark) {
        assertThat(run(benchmark + " --help")).isZero();
        assertThat(out.toString()).contains("  --").doesNotContain("DEFAULT-VALUE");
    }

    @Test
    void model_ofAJobOfOnesOwn() {
        assertThat(run("model --executors 2,4 --columns 4 --files 200 --minutes 10"))
                .isZero();
        assertThat(out.toString())
                .contains("2 executors, 4 columns", "4 executors, 4 columns")
                .containsPattern("stock key tools, double wrapping +\\| +16 +\\| +64 ")
                .containsPattern("parquet-kms, broker keys +\\| +4 +\\| +4 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model --executor 5|Unknown option",
                "model --executors 0|Executors and time must be positive",
                "model --keys 9 --columns 3|One of 9 keys is the footer's; 3 columns leave others without one",
                "model --span 2|Can't read 2 appends of 1",
                "calls --modes fast|Invalid value for option '--modes' (<modes>): expected one of [STOCK_DOUBLE, stock-double,",
                "lineitem --variants fast|Invalid value for option '--variants' (<variants>): expected one of [PLAIN, STOCK, OURS,",
                "short --workloads all|Invalid value for option '--workloads' (<workloads>): expected one of [ROWS,"
            })
    void nonsense_saysWhatIsWrong(String command, String message) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }
}
