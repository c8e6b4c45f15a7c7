package io.parquetkms.spark.ui;

/** The tab's content: a pure function of the figures. */
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
                CallsSaved.of(dashboard.summary()),
                ModeHtml.of(dashboard),
                denied ? denials : Html.NOTHING,
                section("Keys in use", KeysHtml.of(dashboard.keys())),
                section("Calls to KMS", CallsHtml.of(dashboard.calls())),
                section("Executors", ExecutorsHtml.of(dashboard)),
                section("Datasets", DatasetsHtml.of(dashboard.datasets())),
                denied ? Html.NOTHING : denials,
                section("Settings", SettingsHtml.of(dashboard.settings())));
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

    private static Html section(String title, Html content) {
        return Html.styled("section", "pk-section", Html.tag("h4", title), content);
    }
}
