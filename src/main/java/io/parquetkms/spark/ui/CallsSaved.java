package io.parquetkms.spark.ui;

/** Two bars, one over the other: the calls there would be if KMS wrapped each data key, and those that were made. */
final class CallsSaved {

    private CallsSaved() {}

    /** Nothing before the first call. */
    static Html of(Summary summary) {
        long all = summary.withoutSaving();
        if (all == 0) {
            return Html.NOTHING;
        }
        return Html.styled(
                "div",
                "pk-bars",
                bar("One for each data key", Bar.of(1, Bar.ALL), Figures.count(all, "KMS call", "KMS calls")),
                bar("With keys shared", Bar.of((double) summary.calls() / all, Bar.MADE), made(summary)));
    }

    private static String made(Summary summary) {
        String calls = Figures.count(summary.calls(), "KMS call", "KMS calls");
        return summary.callsSaved() == 0
                ? calls
                : calls + ", " + Figures.share(summary.callsSaved(), summary.withoutSaving()) + " saved";
    }

    private static Html bar(String label, Html bar, String words) {
        return Html.all(Html.tag("span", label), bar, Html.tag("span", words));
    }
}
