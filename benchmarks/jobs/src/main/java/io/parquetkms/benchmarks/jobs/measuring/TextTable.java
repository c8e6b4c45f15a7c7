package io.parquetkms.benchmarks.jobs.measuring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown whose columns stand under each other. The first two columns are words, the others numbers. */
public final class TextTable {

    private static final int WORDS = 2;

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(List<String> header) {
        rows.add(header);
    }

    public void add(List<String> row) {
        rows.add(row);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.add(1, rule());
        return String.join("\n", lines);
    }

    private String line(List<String> row) {
        return columns()
                .mapToObj(column -> String.format(
                        Locale.ROOT, "%" + (column < WORDS ? "-" : "") + width(column) + "s", row.get(column)))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String rule() {
        return columns()
                .mapToObj(column -> "-".repeat(width(column) + 1) + (column < WORDS ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|"));
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Math.max(1, row.get(column).length()))
                .max()
                .orElseThrow();
    }

    private IntStream columns() {
        return IntStream.range(0, rows.get(0).size());
    }
}
