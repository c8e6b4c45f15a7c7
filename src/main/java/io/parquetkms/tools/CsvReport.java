package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A line of names, a line for each row; only of the first table, as more don't stand in one file. */
final class CsvReport implements Rendering {

    private static final List<String> OF_PROBLEM = List.of("problem", "reason");

    private final PrintWriter out;
    private final PrintWriter err;
    private int columns;
    private boolean ofFiles;
    private boolean printed = true;

    CsvReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void begin(String name, List<String> names) {
        printed = columns == 0;
        if (printed) {
            columns = names.size();
            ofFiles = names.get(0).equals("path");
            line(names.stream().map(CsvReport::snakeCase).toList(), OF_PROBLEM);
        }
    }

    @Override
    public void row(List<Object> values) {
        if (printed) {
            line(values.stream().map(CsvReport::text).toList(), List.of("", ""));
        }
    }

    @Override
    public void problem(FileProblem problem) {
        List<String> values = new ArrayList<>(List.of(problem.path()));
        values.addAll(Collections.nCopies(columns - 1, ""));
        line(values, List.of(problem.kind().toString(), problem.reason()));
    }

    private void line(List<String> values, List<String> ofProblem) {
        List<String> fields = new ArrayList<>(values);
        if (ofFiles) {
            fields.addAll(ofProblem);
        }
        out.write(ExplanationFormat.line(fields) + "\n");
    }

    @Override
    public void summary(Map<String, ?> summary) {
        TableReport.print(summary, err);
    }

    @Override
    public void end() {}

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(CsvReport::text).collect(Collectors.joining(" "));
        }
        return value instanceof ByteCount count ? String.valueOf(count.bytes()) : String.valueOf(value);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
