package io.parquetkms.tools;

import io.parquetkms.config.Printable;
import io.parquetkms.lake.FileProblem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * For people. Columns are as wide as the first lines need; a later line that needs more is not aligned, for a million lines are not kept
 * for that.
 */
final class TableReport implements Rendering {

    private static final int KEPT = 1000;

    private final PrintWriter out;
    private final List<List<Object>> kept = new ArrayList<>();
    private List<String> columns = List.of();
    private int[] widths = {};
    private boolean first = true;

    TableReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String name, List<String> names) {
        endTable();
        if (!first) {
            out.write("\n");
        }
        first = false;
        columns = names.stream().map(TableReport::words).toList();
    }

    @Override
    public void row(List<Object> values) {
        if (widths.length > 0) {
            print(values);
            return;
        }
        kept.add(values);
        if (kept.size() == KEPT) {
            printKept();
        }
    }

    /** Not in columns: it has only a reason. */
    @Override
    public void problem(FileProblem problem) {
        printKept();
        out.write(Printable.line(problem.path()) + "  " + problem.kind() + ": " + Printable.line(problem.reason())
                + "\n");
    }

    private void printKept() {
        if (widths.length > 0 || columns.isEmpty()) {
            return;
        }
        widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = kept.stream()
                    .mapToInt(values -> text(values.get(column)).length())
                    .reduce(columns.get(i).length(), Math::max);
        }
        print(List.copyOf(columns));
        kept.forEach(this::print);
        kept.clear();
    }

    private void print(List<?> values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = text(values.get(i));
            String padding = " ".repeat(Math.max(0, widths[i] - text.length()));
            boolean number = values.get(i) instanceof Number || values.get(i) instanceof ByteCount;
            line.append(number ? padding + text : text + padding).append("  ");
        }
        out.write(line.toString().stripTrailing() + "\n");
    }

    private void endTable() {
        printKept();
        widths = new int[0];
        columns = List.of();
    }

    @Override
    public void summary(Map<String, ?> summary) {
        endTable();
        if (!first) {
            out.write("\n");
        }
        print(summary, out);
    }

    @Override
    public void end() {
        endTable();
    }

    /** A line for each pair; of maps within, indented ones. */
    static void print(Map<?, ?> summary, PrintWriter out) {
        print(summary, "", out);
        out.flush();
    }

    private static void print(Map<?, ?> summary, String indent, PrintWriter out) {
        summary.forEach((name, value) -> {
            out.write(indent + Printable.line(words(String.valueOf(name))) + ":");
            if (value instanceof Map<?, ?> map) {
                out.write("\n");
                print(map, indent + "  ", out);
            } else if (isSentences(value)) {
                out.write("\n");
                ((List<?>) value).forEach(sentence -> out.write(indent + "  " + text(sentence) + "\n"));
            } else {
                out.write(" " + text(value) + "\n");
            }
        });
    }

    /** Which commas could not part. */
    private static boolean isSentences(Object value) {
        return value instanceof List<?> list
                && list.stream()
                        .anyMatch(element -> element instanceof String sentence && sentence.matches("\\S+ \\S+ .*"));
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(TableReport::text).collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(TableReport::text).collect(Collectors.joining(" "));
        }
        return Printable.line(String.valueOf(value));
    }

    /** Of {@code keyId}: {@code key id}; what is no such name stays. */
    private static String words(String name) {
        return name.matches("[a-z]+([A-Z][a-z]+)+")
                ? name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)
                : name;
    }
}
