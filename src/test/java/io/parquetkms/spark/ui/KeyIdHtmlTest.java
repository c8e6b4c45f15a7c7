package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyIdHtmlTest {

    @Test
    void html_arn_coversItsMiddle() {
        assertThat(KeyIdHtml.html(SampleDashboard.PII))
                .hasToString("<code class=\"pk-id\" title=\"" + SampleDashboard.PII
                        + "\">arn:aws:kms:eu-west-1:111122223333:key/1234abcd"
                        + "<span class=\"pk-middle\">-12ab-34cd-56ef-123456</span>7890ab</code>");
    }

    @Test
    void html_shortId_isWhole() {
        assertThat(KeyIdHtml.html("arn:aws:kms:eu-west-1:111122223333:alias/pii")
                        .toString())
                .contains(">arn:aws:kms:eu-west-1:111122223333:alias/pii</code>");
        assertThat(KeyIdHtml.html("pii")).hasToString("<code class=\"pk-id\" title=\"pii\">pii</code>");
    }

    /** Who copies it gets the whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                SampleDashboard.PARTNER,
                "a-key-of-a-keystore-with-a-very-long-name-that-nobody-wants-to-read",
                "a/bbbbbbbb🔑🔑🔑🔑🔑🔑🔑🔑",
                "/",
                "x"
            })
    void html_any_holdsAllOfIt(String keyId) {
        assertThat(KeyIdHtml.html(keyId).toString().replaceAll("<[^>]*>", "")).isEqualTo(keyId);
    }

    @Test
    void html_markup_isEscaped() {
        assertThat(KeyIdHtml.html("<script>alert(1)</script>".repeat(3)).toString())
                .doesNotContain("<script");
    }
}
