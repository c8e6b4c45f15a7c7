package io.parquetkms.spark.ui;

/**
 * The tab's content: a pure function of the figures. First what a security officer asks: what was denied, and what was written under
 * which key. Then what keys cost.
 */
final class DashboardHtml {

    private DashboardHtml() {}

    static String of(Dashboard dashboard) {
        boolean denied = !dashboard.denials().isEmpty();
        Html denials = section("Denials", DenialsHtml.of(dashboard));
        Html content = Html.styled(
                "div",
                "pkms",
                period(dashboard),
                KeyFigures.of(dashboard.summary()),
                denied ? denials : Html.NOTHING,
                section("Datasets written", WrittenHtml.of(dashboard.written())),
                section("Keys in use", ModeHtml.of(dashboard), KeysHtml.of(dashboard.keys())),
                section("Calls to KMS", CallsSaved.of(dashboard.summary()), CallsHtml.of(dashboard.calls())),
                section("What keys were used for", DatasetsHtml.of(dashboard.datasets())),
                section("Executors", ExecutorsHtml.of(dashboard)),
                denied ? Html.NOTHING : denials,
                section("Settings", SettingsHtml.of(dashboard)));
        return Html.all(Html.style(Style.CSS), content).toString();
    }

    private static Html period(Dashboard dashboard) {
        return Html.styled(
                "p",
                "pk-period",
                Html.text("Counted for " + Figures.duration(dashboard.uptime()) + ", from "),
                Figures.moment(dashboard.started()),
                Html.text(" to "),
                Figures.moment(dashboard.taken()),
                Html.text(". Also as "),
                Html.tag("a", "JSON").set("href", "json"),
                Html.text("."));
    }

    private static Html section(String title, Html... content) {
        return Html.styled("section", "pk-section", Html.tag("h4", title), Html.all(content));
    }
}
