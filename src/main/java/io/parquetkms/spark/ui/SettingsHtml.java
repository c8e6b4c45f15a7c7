package io.parquetkms.spark.ui;

import java.util.List;

/** The settings in effect. */
final class SettingsHtml {

    private SettingsHtml() {}

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
