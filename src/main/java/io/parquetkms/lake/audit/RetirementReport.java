package io.parquetkms.lake.audit;

import io.parquetkms.config.Printable;
import io.parquetkms.kms.KeyHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A retirement for people: what was found, what to do, and what nobody looked at. */
public final class RetirementReport {

    private RetirementReport() {}

    /** The steps, in their order; this library does none of them. */
    public static List<String> steps() {
        return List.of(
                "Give what needs the key another one (parquet-kms rotate), and take it out of configurations, policies and aliases.",
                "Disable the key: aws kms disable-key. That can be undone, deletion can't.",
                "Wait, longer than the longest interval between two jobs, and watch CloudTrail for kms:Decrypt with errorCode"
                        + " DisabledException on this key.",
                "If nobody missed it, schedule its deletion with the longest window: aws kms schedule-key-deletion"
                        + " --pending-window-in-days 30. Until then it can be cancelled.");
    }

    /** What the answer says nothing of. */
    public static List<String> notCovered() {
        return List.of(
                "older versions of objects, and files that are kept for a table format's time travel below other paths",
                "backups, replicas of buckets, exports",
                "other lakes and paths than those given",
                "other uses of the key than by this library, such as by S3 (SSE-KMS), EBS or databases",
                "replicas of a multi-Region key: the KMS remembers their uses by themselves");
    }

    /** What was found, a sentence each. */
    public static List<String> facts(Retirement retirement) {
        KeyHistory history = retirement.history();
        List<String> facts = new ArrayList<>();
        facts.add("State: " + retirement.key().state());
        facts.add("Files looked at: " + retirement.looked());
        facts.add("Files that need it: " + retirement.files() + " (for " + retirement.footers() + " footers and "
                + retirement.columns() + " columns; " + retirement.distinctKeks() + " distinct wrapped keys)");
        facts.add("Last used: " + lastUse(history));
        facts.add("Rotations: "
                + orNone(history.rotations().values().stream().map(rotation -> rotation.at() + " " + rotation.kind()))
                + orUnknown(history.rotations().unknown()));
        facts.add("Aliases: " + orNone(history.aliases().values().stream())
                + orUnknown(history.aliases().unknown()));
        facts.add("May decrypt: "
                + orNone(retirement.readers().values().stream()
                        .map(reader -> reader.principal() + " (" + reader.by() + ")")
                        .distinct())
                + orUnknown(retirement.readers().unknown()));
        return facts;
    }

    private static String orUnknown(String unknown) {
        return unknown.isEmpty() ? "" : "; not known: " + Printable.line(unknown);
    }

    private static String lastUse(KeyHistory history) {
        if (!history.lastUse().isAll()) {
            return "not known: " + Printable.line(history.lastUse().unknown());
        }
        Instant since = history.usesSince();
        return history.lastUse().values().stream()
                .map(use -> use.at() + " by " + use.operation() + ", request " + use.requestId())
                .findFirst()
                .orElse("not since " + (since == null ? "the KMS remembers" : since));
    }

    private static String orNone(Stream<String> values) {
        List<String> all = values.toList();
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    /** For an auditor's file. */
    public static String markdown(Retirement retirement, Instant at) {
        StringBuilder text =
                new StringBuilder("# Retirement of " + retirement.key().keyId() + "\n\n");
        text.append("At ")
                .append(at)
                .append(", for ")
                .append(String.join(", ", retirement.at()))
                .append(".\n\n");
        text.append("**").append(answer(retirement)).append("**\n");
        list(text, "What was found", facts(retirement));
        list(text, "What needs it", retirement.needs());
        list(text, "What could not be looked at", retirement.unknown());
        list(text, "Steps", steps());
        list(text, "Not covered", notCovered());
        return text.toString();
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n## ").append(title).append("\n\n");
            lines.forEach(line -> text.append("- ").append(Printable.line(line)).append('\n'));
        }
    }

    /** The verdict in words. */
    public static String answer(Retirement retirement) {
        return switch (retirement.verdict()) {
            case NOT_NEEDED -> "Nothing that was looked at needs the key.";
            case NEEDED -> "The key is needed: don't disable it.";
            case UNKNOWN -> "Not everything could be looked at: take the key as needed.";
        };
    }
}
