package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {

    private static List<SettingRow> redacted(String regex, String property, String value) {
        Dashboard dashboard = SampleDashboard.rich().with(null, List.of(new SettingRow(property, value, "session")));
        return new Redaction(regex).of(dashboard).settings();
    }

    /** As the Environment tab: by the name or by the value. */
    @ParameterizedTest
    @CsvSource({
        "parquet.encryption.key.access.token, t0p",
        "some.Secret.thing, t0p",
        "parquet.encryption.column.keys, pii:password_hash"
    })
    void of_sensitive_isHidden(String property, String value) {
        assertThat(redacted(Redaction.DEFAULT, property, value))
                .containsExactly(new SettingRow(property, "*********(redacted)", "session"));
    }

    @Test
    void of_others_areKept() {
        assertThat(redacted(Redaction.DEFAULT, "parquet.kms.key.pii", SampleDashboard.PII))
                .containsExactly(new SettingRow("parquet.kms.key.pii", SampleDashboard.PII, "session"));
    }

    @Test
    void of_ownRegex_holds() {
        assertThat(redacted("(?i)region", "parquet.kms.aws.region", "eu-west-1"))
                .extracting(SettingRow::value)
                .containsExactly("*********(redacted)");
    }

    @Test
    void of_anything_changesNothingElse() {
        Dashboard rich = SampleDashboard.rich();
        assertThat(new Redaction("(?!)").of(rich)).isEqualTo(rich);
    }

    @Test
    void of_policysLocation_isHiddenAsASettingIs() {
        PolicyRow policy = new PolicyRow("https://conf/lake.json?token=t0p", "0a1b", 3);
        Dashboard dashboard = SampleDashboard.empty().with(policy, List.of());

        assertThat(new Redaction(Redaction.DEFAULT).of(dashboard).policy())
                .isEqualTo(new PolicyRow("*********(redacted)", "0a1b", 3));
    }
}
