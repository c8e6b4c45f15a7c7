package io.parquetkms.spark.ui;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the KMS denied, each reason once, and what would remedy it. */
final class DenialsHtml {

    /** What makes two denials the same: processes meet it one by one. */
    private record Reason(String operation, String keyId, String message) {

        static Reason of(DenialRow denial) {
            return new Reason(denial.operation(), denial.keyId(), denial.message());
        }
    }

    /** As many executors as are named one by one. */
    private static final int MAX_IDS = 10;

    private DenialsHtml() {}

    static Html of(Dashboard dashboard) {
        if (dashboard.denials().isEmpty()) {
            return Html.styled("p", "pk-empty", "None: KMS has denied nothing.");
        }
        Map<Reason, List<DenialRow>> reasons = dashboard.denials().stream()
                .collect(Collectors.groupingBy(Reason::of, LinkedHashMap::new, Collectors.toList()));
        return Html.all(reasons.values().stream()
                .limit(Table.MAX_ROWS)
                .map(same -> denial(same, dashboard))
                .toList());
    }

    private static Html denial(List<DenialRow> same, Dashboard dashboard) {
        DenialRow latest = same.get(0);
        return Html.styled(
                "div",
                "pk-denial",
                Html.styled("p", "pk-bad", latest.message()),
                request(latest),
                Html.styled(
                        "p", "pk-muted", times(same), Figures.moment(latest.when()), Html.text(ago(same, dashboard))),
                GrantHtml.of(latest));
    }

    private static Html request(DenialRow denial) {
        Html operation = Html.tag("code", denial.operation());
        return denial.keyId().isEmpty()
                ? Html.tag("p", operation)
                : Html.tag("p", operation, Html.text(" with "), KeyIdHtml.html(denial.keyId()));
    }

    private static Html times(List<DenialRow> same) {
        return Html.text(same.size() == 1 ? "" : Figures.number(same.size()) + " times, last ");
    }

    private static String ago(List<DenialRow> same, Dashboard dashboard) {
        return " (" + Figures.ago(same.get(0).when(), dashboard.taken()) + "), " + processes(same);
    }

    private static String processes(Collection<DenialRow> same) {
        TreeSet<String> ids = new TreeSet<>(Comparator.comparing(String::length).thenComparing(Function.identity()));
        same.forEach(denial -> ids.add(denial.executor()));
        boolean driver = ids.remove(ExecutorRow.DRIVER);
        if (ids.isEmpty()) {
            return "on the driver";
        }
        return (driver ? "on the driver and " : "") + executors(ids);
    }

    private static String executors(Collection<String> ids) {
        if (ids.size() > MAX_IDS) {
            return "on " + Figures.number(ids.size()) + " executors";
        }
        return (ids.size() == 1 ? "on executor " : "on executors ") + String.join(", ", ids);
    }
}
