package io.parquetkms.parquet;

import io.parquetkms.config.Printable;
import io.parquetkms.parquet.Explanation.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as text: what holds for the whole file, line by line, then a row for each part in aligned columns. */
record ExplanationTable(Explanation explanation) {

    private static final List<String> HEADS = List.of("column", "state", "key", "key id", "decided by");
    private static final String FOOTER = "(footer)";

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.path() + ": " + outcome());
        add(lines, "Refused", explanation.refusal());
        add(lines, "Must be encrypted", explanation.required());
        add(lines, "Policy", explanation.policyPlace());
        add(lines, "Algorithm", explanation.algorithm());
        add(lines, "Encryption context", context());
        explanation.notes().forEach(note -> add(lines, "Note", note));
        if (!explanation.parts().isEmpty()) {
            lines.add("");
            lines.addAll(table());
        }
        return lines.stream().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private String outcome() {
        if (explanation.isRefused()) {
            return "would not be written";
        }
        return explanation.isPlaintext() ? "plaintext" : "encrypted";
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(name + ": " + value);
        }
    }

    private String context() {
        return explanation.encryptionContext().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(", "));
    }

    private List<String> table() {
        return new TextTable(
                        HEADS,
                        explanation.parts().stream()
                                .map(ExplanationTable::cells)
                                .toList())
                .lines();
    }

    private static List<String> cells(Part part) {
        return List.of(
                part.isFooter() ? FOOTER : Printable.line(part.column()),
                part.state().toString(),
                part.key(),
                part.keyId(),
                part.decidedBy());
    }
}
