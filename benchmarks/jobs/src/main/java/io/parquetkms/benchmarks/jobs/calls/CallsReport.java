package io.parquetkms.benchmarks.jobs.calls;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.benchmarks.jobs.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The counts, for people and for programs. */
record CallsReport(List<Count> counts) {

    CallsReport {
        counts = List.copyOf(counts);
    }

    long surprises() {
        return counts.stream().filter(count -> !count.asExpected()).count();
    }

    String text() {
        TextTable table = new TextTable(4);
        table.add(List.of("executors", "keys from", "what", "calls, counted by the KMS", "as the model says"));
        for (Count count : counts) {
            table.add(List.of(
                    String.valueOf(count.executors()),
                    count.way().title(),
                    count.what(),
                    Count.describe(count.measured()),
                    count.asExpected() ? "yes" : "NO: " + Count.describe(count.expected())));
        }
        String verdict = surprises() == 0
                ? "All " + counts.size() + " counts are as the model says."
                : "!!! " + surprises() + " OF " + counts.size() + " COUNTS DIFFER FROM THE MODEL !!!";
        return table.text() + "\n" + verdict + "\n";
    }

    void writeJson(Path file) throws IOException {
        List<Map<String, Object>> rows = counts.stream().map(CallsReport::row).toList();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows) + "\n");
    }

    private static Map<String, Object> row(Count count) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("executors", count.executors());
        row.put("mode", count.way().option());
        row.put("what", count.what());
        row.put("measured", count.measured());
        row.put("model", count.expected());
        return row;
    }
}
