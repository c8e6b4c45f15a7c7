package io.parquetkms.spark.ui;

/** The top line: what a glance should tell. */
final class KeyFigures {

    private static final String PRICE =
            "AWS's list price: $0.03 for 10,000 requests, the free tier not deducted. The monthly price of each KMS key is not"
                    + " in it.";

    private KeyFigures() {}

    static Html of(Summary summary) {
        return Html.styled(
                "div",
                "pk-figures",
                figure(
                        Figures.number(summary.encryptedDatasets()),
                        summary.encryptedDatasets() == 1 ? "dataset encrypted" : "datasets encrypted",
                        "of those written"),
                figure(
                        Figures.number(summary.plaintextDatasets()),
                        summary.plaintextDatasets() == 1 ? "dataset in plaintext" : "datasets in plaintext",
                        plaintext(summary)),
                figure(Figures.number(summary.calls()), "KMS calls made", calls(summary)),
                figure(Figures.number(summary.callsSaved()), "KMS calls saved", "against one for each data key"),
                figure(Figures.dollars(summary.dollars()), "cost of the calls", cost(summary))
                        .hint(priceHint(summary)),
                figure(Figures.number(summary.dataKeys()), "data keys", "of footers and encrypted columns"),
                figure(Figures.number(summary.brokered()), "keys from the driver", "sent to executors"));
    }

    private static Html figure(String value, String label, String note) {
        return figure(value, label, Html.text(note));
    }

    private static Html figure(String value, String label, Html note) {
        return Html.styled(
                "div",
                "pk-figure",
                Html.styled("div", "pk-value", value),
                Html.styled("div", "pk-label", label),
                Html.styled("div", "pk-note", note));
    }

    private static Html plaintext(Summary summary) {
        return summary.plaintextFiles() == 0
                ? Html.text("of those written")
                : Html.styled("span", "pk-plain", Figures.count(summary.plaintextFiles(), "file", "files"));
    }

    private static Html calls(Summary summary) {
        Html failed = summary.failedCalls() == 0
                ? Html.text("none failed")
                : Html.styled("span", "pk-bad", Figures.number(summary.failedCalls()) + " failed");
        return summary.preflightCalls() == 0
                ? failed
                : Html.all(Html.text(Figures.number(summary.preflightCalls()) + " to check the keys, "), failed);
    }

    private static String cost(Summary summary) {
        if (summary.dollars() <= 0) {
            return "nothing charged";
        }
        return summary.dollars() < 0.01 ? "less than a cent, at list price" : "at list price";
    }

    private static String priceHint(Summary summary) {
        return summary.dollars() <= 0 ? "" : PRICE;
    }
}
