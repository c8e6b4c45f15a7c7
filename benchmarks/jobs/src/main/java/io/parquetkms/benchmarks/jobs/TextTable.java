package io.parquetkms.benchmarks.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text whose columns stand under each other: the first few are words, aligned to the left, the others numbers. */
public final class TextTable {

    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param words how many columns are words */
    public TextTable(int words) {
        this.words = words;
    }

    public void add(List<String> row) {
        rows.add(List.copyOf(row));
    }

    /** For a terminal. */
    public String text() {
        return rows.stream()
                .map(row -> String.join("  ", cells(row)).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /** As Markdown, the first row being the header. */
    public String markdown() {
        List<String> lines = new ArrayList<>(rows.stream()
                .map(row -> cells(row).stream().collect(Collectors.joining(" | ", "| ", " |\n")))
                .toList());
        lines.add(
                1,
                columns()
                        .mapToObj(column -> "-".repeat(width(column) + 1) + (column < words ? "-" : ":"))
                        .collect(Collectors.joining("|", "|", "|\n")));
        return String.join("", lines);
    }

    private List<String> cells(List<String> row) {
        return columns().mapToObj(column -> cell(row, column)).toList();
    }

    private String cell(List<String> row, int column) {
        String left = column < words ? "-" : "";
        String text = column < row.size() ? row.get(column) : "";
        return String.format(Locale.ROOT, "%" + left + width(column) + "s", text);
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .reduce(1, Math::max);
    }

    private IntStream columns() {
        return IntStream.range(0, rows.stream().mapToInt(List::size).max().orElse(0));
    }
}
