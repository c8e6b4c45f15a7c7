package io.parquetkms.spark.ui;

import java.util.List;

/** Which data each key protects, and the KMS requests behind it. */
final class DatasetsHtml {

    /** Columns that are named at once. */
    private static final int MAX_SHOWN = 5;

    private DatasetsHtml() {}

    static Html of(List<DatasetRow> datasets) {
        return new Table<DatasetRow>()
                .text("Dataset", "", use -> path(use.dataset()))
                .text("KMS key", "Click to select the whole, to copy it", use -> KeyIdHtml.html(use.keyId()))
                .text(
                        "Operation",
                        "GenerateDataKey to write, Decrypt to read",
                        use -> Html.tag("code", use.operation()))
                .number("Data keys", "One per footer and encrypted column of each file", DatasetRow::dataKeys)
                .text(
                        "In plaintext",
                        "Columns of the files written that are not encrypted. A dash: not known, or nothing was written",
                        DatasetsHtml::plaintext)
                .text(
                        "Told by",
                        "The driver saw what it did itself; what executors told it can't check",
                        use -> Html.text(use.source()))
                .number(
                        "KMS requests",
                        "Their ids, as CloudTrail has them",
                        use -> use.requestIds().size(),
                        use -> requests(use.requestIds()))
                .of(datasets, "No encrypted dataset has been written or read yet.");
    }

    private static Html path(String dataset) {
        return dataset.isEmpty()
                ? Html.styled("span", "pk-muted", "not known")
                : Html.styled("span", "pk-path", dataset);
    }

    private static Html plaintext(DatasetRow use) {
        List<String> columns = use.plaintextColumns();
        if (columns == null) {
            return Html.styled("span", "pk-muted", "–");
        }
        if (columns.isEmpty()) {
            return Html.styled("span", "pk-muted", "none");
        }
        int shown = Math.min(columns.size(), MAX_SHOWN);
        String all = String.join(", ", columns) + more(use.morePlaintextColumns());
        int others = columns.size() - shown + use.morePlaintextColumns();
        return others == 0
                ? Html.tag("code", all)
                : Html.tag(
                        "details",
                        Html.tag("summary", String.join(", ", columns.subList(0, shown)) + more(others)),
                        Html.styled("p", "pk-path", all));
    }

    private static String more(int number) {
        return number == 0 ? "" : ", … and " + Figures.number(number) + " more";
    }

    private static Html requests(List<String> ids) {
        if (ids.isEmpty()) {
            return Html.styled("span", "pk-muted", "none");
        }
        return Html.tag(
                "details",
                Html.tag("summary", Figures.count(ids.size(), "request", "requests")),
                Html.styled("pre", "pk-code", String.join("\n", ids)));
    }
}
