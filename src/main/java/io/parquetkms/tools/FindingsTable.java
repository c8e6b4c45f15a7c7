package io.parquetkms.tools;

import io.parquetkms.lake.doctor.Finding;
import io.parquetkms.lake.doctor.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings for people: by check, with a mark, and the remedy under each that has one. */
record FindingsTable(List<Finding> findings) {

    private static final int INDENT = 18;

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        String check = "";
        for (Finding finding : findings) {
            String name = finding.check().equals(check) ? "" : finding.check();
            check = finding.check();
            lines.add(head(name) + finding.severity().mark() + " " + indented(finding.what()) + where(finding));
            if (finding.severity() != Severity.OK && !finding.remedy().isEmpty()) {
                lines.add(head("") + "  > " + indented(finding.remedy()));
            }
        }
        lines.add(summary());
        return String.join(System.lineSeparator(), lines);
    }

    private static String head(String name) {
        return String.format("%-" + INDENT + "s", name);
    }

    private static String indented(String text) {
        return text.replace("\n", System.lineSeparator() + " ".repeat(INDENT + 4));
    }

    private static String where(Finding finding) {
        return finding.where().isEmpty() || finding.where().equals("local") ? "" : " [" + finding.where() + "]";
    }

    private String summary() {
        long failures = count(Severity.FAIL);
        long warnings = count(Severity.WARNING);
        String told =
                (failures == 0 ? "Nothing that would make the job fail" : failures + " that would make the job fail")
                        + ", " + warnings + (warnings == 1 ? " warning" : " warnings");
        long unchecked = count(Severity.NOT_CHECKED);
        return unchecked == 0 ? told : told + ", " + unchecked + " not checked";
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
