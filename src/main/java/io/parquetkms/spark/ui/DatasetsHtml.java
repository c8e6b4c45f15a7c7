package io.parquetkms.spark.ui;

import java.util.List;

/** Which data each key protects, and the KMS requests behind it. */
final class DatasetsHtml {

    private DatasetsHtml() {}

    static Html of(List<DatasetRow> datasets) {
        return new Table<DatasetRow>()
                .text("Dataset", "", use -> WrittenHtml.path(use.dataset()))
                .text("Name", "As parquet.kms.key.<name> or the policy has it", use -> KeysHtml.name(use.keyName()))
                .text("KMS key", "Click to select the whole, to copy it", use -> KeyIdHtml.html(use.keyId()))
                .text(
                        "Operation",
                        "GenerateDataKey to write, Decrypt to read",
                        use -> Html.tag("code", use.operation()))
                .number("Data keys", "One per footer and encrypted column of each file", DatasetRow::dataKeys)
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
