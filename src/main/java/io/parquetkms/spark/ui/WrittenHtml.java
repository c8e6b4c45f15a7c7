package io.parquetkms.spark.ui;

import java.util.List;

/** What was written: which columns of which dataset are under which key, what is in plaintext, and who decided so. */
final class WrittenHtml {

    /** Columns that are named at once. */
    private static final int MAX_SHOWN = 8;

    private WrittenHtml() {}

    static Html of(List<WrittenRow> written) {
        return new Table<WrittenRow>()
                .text("Dataset", "", row -> path(row.dataset()))
                .text("Columns", "Of the files that were written", WrittenHtml::columns)
                .text(
                        "Key",
                        "As the settings or the policy name it; point at it for what the name stands for",
                        WrittenHtml::key)
                .text(
                        "Decided by",
                        "The rule, list, tag or property",
                        row -> Html.styled("span", "pk-path", row.reason()))
                .text(
                        "Told by",
                        "The driver saw what it did itself; what executors told it can't check",
                        row -> Html.text(row.source()))
                .of(written, "No dataset has been written yet.");
    }

    static Html path(String dataset) {
        return dataset.isEmpty()
                ? Html.styled("span", "pk-muted", "not known")
                : Html.styled("span", "pk-path", dataset);
    }

    private static Html columns(WrittenRow row) {
        if (row.columns().isEmpty()) {
            return Html.styled("span", "pk-plain", "all of " + Figures.count(row.plaintextFiles(), "file", "files"));
        }
        int shown = Math.min(row.columns().size(), MAX_SHOWN);
        String all = String.join(", ", row.columns()) + more(row.moreColumns());
        int others = row.columns().size() - shown + row.moreColumns();
        return others == 0
                ? Html.tag("code", all)
                : Html.tag(
                        "details",
                        Html.tag("summary", String.join(", ", row.columns().subList(0, shown)) + more(others)),
                        Html.styled("p", "pk-path", all));
    }

    private static String more(int number) {
        return number == 0 ? "" : ", … and " + Figures.number(number) + " more";
    }

    private static Html key(WrittenRow row) {
        if (row.inPlaintext()) {
            return Html.styled("span", "pk-plain", "in plaintext");
        }
        return row.keyId().isEmpty()
                ? KeyIdHtml.html(row.key())
                : Html.tag("strong", row.key()).hint(row.keyId());
    }
}
