package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The quickstart's command line. Nothing here starts Spark: what can't be used is refused before. */
final class QuickstartOptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine quickstart = new CommandLine(new Quickstart())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setUsageHelpWidth(120);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --scale 0.0009     | Invalid value for option '--scale': '9.0E-4' must be a number from 0.001 to 1000
            --scale 1001       | Invalid value for option '--scale': '1001.0' must be a number from 0.001 to 1000
            --scale NaN        | Invalid value for option '--scale': 'NaN' must be a number from 0.001 to 1000
            --scale much       | Invalid value for option '--scale': 'much' is not a double
            --conf master=x    | Invalid value for option '--conf': 'master=x' must be spark.<name>=<value>
            --conf spark.x     | Value for option option '--conf' (<name=value>) should be in KEY=VALUE format but was spark.x
            --output           | Missing required parameter for option '--output' (<directory>)
            --ouput x          | Unknown options: '--ouput', 'x'
            """)
    void optionsThatCannotBeUsed_areRefused(String arguments, String error) {
        assertThat(quickstart.execute(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString()).startsWith(error).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void misspelt_namesTheOption() {
        quickstart.execute("--role-without-pi", "profile:analyst");

        assertThat(err.toString()).contains("Possible solutions: --role-without-pii");
    }

    @Test
    void help_listsEveryOption() {
        assertThat(quickstart.execute("--help")).isZero();

        assertThat(out.toString())
                .startsWith("Usage: quickstart")
                .contains("--scale=<number>", "Default: 0.1")
                .contains("--output=<directory>", "Default: target/quickstart")
                .contains("--conf=<name=value>", "--role-without-pii=<value>", "--help")
                .contains("--conf spark.hadoop.parquet.kms.key.footer=<key ARN>");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1000"})
    void scale_limitsAreAllowed(String scale) {
        ParseResult options = quickstart.parseArgs("--scale", scale);

        assertThat(options.<Double>matchedOptionValue("--scale", 0.0)).isEqualTo(Double.parseDouble(scale));
    }

    /** As often as there are settings; a value may hold equals signs, or nothing. */
    @Test
    void conf_isRepeatable() {
        ParseResult options = quickstart.parseArgs("--conf", "spark.a=b=c", "--conf", "spark.b=", "--conf=spark.a=d");

        assertThat(options.matchedOptionValue("--conf", Map.<String, String>of()))
                .containsExactly(Map.entry("spark.a", "d"), Map.entry("spark.b", ""));
    }
}
