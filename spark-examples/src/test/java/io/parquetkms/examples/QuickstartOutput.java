package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the quickstart's report. */
record QuickstartOutput(SparkSubmit.Result result) {

    /** A row of the report's tables, its first number and its second. */
    record Numbers(long first, long second) {}

    /** The first two numbers behind these words. */
    Numbers numbers(String words) {
        Matcher matcher = Pattern.compile(Pattern.quote(words) + "\\D*?([\\d,]+)\\D+([\\d,]+).*", Pattern.DOTALL)
                .matcher(result.out());
        assertThat(matcher.find()).as(result.toString()).isTrue();
        return new Numbers(number(matcher.group(1)), number(matcher.group(2)));
    }

    /** What stands in a table's line of the report: files, bytes, rows. */
    long[] table(String name) {
        Matcher matcher = Pattern.compile("^" + name + " +(\\d+) +([\\d,]+) +([\\d,]+) ", Pattern.MULTILINE)
                .matcher(result.out());
        assertThat(matcher.find()).as(result.toString()).isTrue();
        return new long[] {number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))};
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
