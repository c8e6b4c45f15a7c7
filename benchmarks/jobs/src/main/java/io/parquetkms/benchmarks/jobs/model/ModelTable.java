package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.MarkdownTable;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What jobs cost, as text. */
record ModelTable(List<Scenario> scenarios) {

    private static final List<Way> IN_SHORT = List.of(Way.STOCK_SINGLE, Way.STOCK_DOUBLE, Way.WRAPPED, Way.KEYS);

    /** Each job in a table of its own, with all there is to say of it. */
    String full() {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : scenarios) {
            MarkdownTable table = new MarkdownTable(
                    List.of(scenario.name(), "calls to write", "to read", "list price", "calls a second"));
            Stream.of(Way.values()).map(way -> row(new Cost(scenario, way))).forEach(table::add);
            text.append(table).append('\n');
        }
        return text.toString();
    }

    private static List<String> row(Cost cost) {
        return List.of(
                cost.way().title(),
                format("%,d", cost.callsToWrite()),
                format("%,d", cost.callsToRead()),
                dollars(cost.dollars()),
                format("%,.2f", cost.callsPerSecond()));
    }

    /** All of them in one table: calls, and dollars. */
    String brief() {
        MarkdownTable table = new MarkdownTable(
                Stream.concat(Stream.of(""), IN_SHORT.stream().map(Way::title)).toList());
        for (Scenario scenario : scenarios) {
            Stream<String> costs = IN_SHORT.stream()
                    .map(way -> new Cost(scenario, way))
                    .map(cost -> rough(cost.callsToWrite() + cost.callsToRead()) + ", " + dollars(cost.dollars()));
            table.add(Stream.concat(Stream.of(scenario.name()), costs).toList());
        }
        return table.toString();
    }

    /** {@code 1.6 billion}: with about as many digits as an estimate has. */
    static String rough(long number) {
        NumberFormat format = NumberFormat.getCompactNumberInstance(Locale.ENGLISH, NumberFormat.Style.LONG);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    static String dollars(BigDecimal amount) {
        boolean few = amount.compareTo(new BigDecimal("0.01")) < 0;
        return few ? "<$0.01" : format(amount.compareTo(BigDecimal.TEN) < 0 ? "$%.2f" : "$%,.0f", amount);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ENGLISH, format, value);
    }
}
