package io.parquetkms.spark.ui;

/** How keys reach executors, why so, and what would make it better. */
final class ModeHtml {

    private ModeHtml() {}

    static Html of(Dashboard dashboard) {
        Html mode = Html.tag(
                "p",
                Html.text("Broker mode "),
                Html.styled("span", "pk-badge", dashboard.mode()),
                Html.text(", since " + dashboard.modeReason() + "."));
        return dashboard.modeRemedy().isEmpty()
                ? Html.styled("div", "pk-mode", mode)
                : Html.styled("div", "pk-mode pk-mode-remedy", mode, remedy(dashboard));
    }

    private static Html remedy(Dashboard dashboard) {
        return Html.all(
                Html.tag("p", "With these set when Spark starts, the driver alone calls KMS, once for each key:"),
                Html.styled("pre", "pk-code", String.join("\n", dashboard.modeRemedy())));
    }
}
