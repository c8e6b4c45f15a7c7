package io.parquetkms.spark.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy and the settings in effect. */
final class SettingsHtml {

    private SettingsHtml() {}

    static Html of(Dashboard dashboard) {
        return Html.all(of(dashboard.policy()), of(dashboard.settings()));
    }

    private static Html of(@Nullable PolicyRow policy) {
        return policy == null
                ? Html.NOTHING
                : Html.tag(
                        "p",
                        Html.text("Policy "),
                        Html.styled("span", "pk-path", policy.location()),
                        Html.text(", " + Figures.count(policy.places(), "place", "places") + ", SHA-256 "),
                        Html.styled("code", "pk-path", policy.sha256()));
    }

    static Html of(List<SettingRow> settings) {
        return new Table<SettingRow>()
                .text("Name", "", rule -> Html.text(rule.property()))
                .text("Value", "", rule -> Html.styled("span", "pk-path", rule.value()))
                .text(
                        "Origin",
                        "Where requests go and what guards is pinned at start: a session or a DataFrame's options can only tighten it",
                        rule -> Html.text(rule.origin()))
                .rows(rule -> rule.isDefault() ? "pk-muted" : "")
                .of(settings, "The plugin has reported no setting.");
    }
}
