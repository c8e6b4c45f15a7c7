package io.parquetkms.parquet;

import io.parquetkms.config.Printable;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, each on one line, under a line of heads. */
record TextTable(List<String> heads, List<List<String>> rows) {

    private static final String GAP = "  ";

    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        rows.forEach(row -> all.add(row.stream().map(Printable::line).toList()));
        int[] widths = new int[heads.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
