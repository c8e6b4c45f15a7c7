package io.parquetkms.spark.ui;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides settings as Spark's Environment tab does: where {@value #REGEX} finds something in the name or in the value. */
final class Redaction {

    static final String REGEX = "spark.redaction.regex";

    /** Spark's default, the same from 3.5 to 4.2. */
    static final String DEFAULT = "(?i)secret|password|token|access[.]?key";

    private static final String HIDDEN = "*********(redacted)";

    private final Pattern pattern;

    Redaction(String regex) {
        pattern = Pattern.compile(regex);
    }

    Dashboard of(Dashboard dashboard) {
        return dashboard.with(
                of(dashboard.policy()),
                dashboard.settings().stream().map(this::of).toList());
    }

    private @Nullable PolicyRow of(@Nullable PolicyRow policy) {
        return policy == null || !finds(policy.location())
                ? policy
                : new PolicyRow(HIDDEN, policy.sha256(), policy.places());
    }

    private SettingRow of(SettingRow rule) {
        return finds(rule.property()) || finds(rule.value())
                ? new SettingRow(rule.property(), HIDDEN, rule.origin())
                : rule;
    }

    private boolean finds(String text) {
        return pattern.matcher(text).find();
    }
}
