package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTemplateTest {

    private static final KeyTemplate TENANT = template("alias/tenant-{tenant}");

    private static KeyTemplate template(String text) {
        return Objects.requireNonNull(KeyTemplate.parse(text));
    }

    @Test
    void parse_withoutBraces_isNone() {
        assertThat(KeyTemplate.parse("alias/tenant-acme")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "alias/tenant-{tenant}, alias/tenant-acme",
        "arn:aws:kms:eu-west-1:111122223333:alias/tenant-{tenant}, arn:aws:kms:eu-west-1:111122223333:alias/tenant-acme",
        "arn:aws:kms:eu-west-1:111122223333:key/{tenant}, arn:aws:kms:eu-west-1:111122223333:key/acme",
        "alias/{region}/{tenant}, alias/eu/acme",
        "alias/{tenant}/{tenant}, alias/acme/acme",
        "{tenant}, acme"
    })
    void fill_putsTheValuesIn_andTheTemplateFitsThat(String text, String filled) {
        assertThat(template(text).fill(Map.of("tenant", "acme", "region", "eu")::get))
                .isEqualTo(filled);
        assertThat(template(text).fits(filled)).isTrue();
        assertThat(template(text).fits(filled + "/x")).isFalse();
        assertThat(template(text).fits("x" + filled)).as("%s", text).isEqualTo(text.equals("{tenant}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "ACME", "a", "a-b_c.d", "123", "null"})
    void fill_allowedValue_isTaken(String value) {
        assertThat(TENANT.fill(column -> value)).isEqualTo("alias/tenant-" + value);
    }

    /** Each would name a key that nobody meant, or none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "../admin",
                "a:b",
                "*",
                "a*",
                "{tenant}",
                "a$1",
                "a\n",
                "\u0430cme",
                "acm\u00e9",
                "a,b",
                "a%2Fb",
                "a\u200b",
                "a?b",
                "\ud83d\ude00"
            })
    void fill_anyOtherValue_isRefused(String value) {
        assertThatThrownBy(() -> TENANT.fill(column -> value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("partition column tenant", "can't be a part of the key alias/tenant-{tenant}");
        assertThat(TENANT.fits("alias/tenant-" + value)).isFalse();
    }

    @Test
    void fill_null_isRefusedAsThat() {
        assertThatThrownBy(() -> TENANT.fill(column -> "__HIVE_DEFAULT_PARTITION__"))
                .hasMessageContaining("partition column tenant is null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alias/{a}{b}", // ab+c is a+bc
                "alias/{a}-{b}", // a-b + c is a + b-c
                "alias/{a}.{b}",
                "alias/{a}x{b}",
                "alias/{a}/{b}-{c}"
            })
    void parse_whereTwoPartitionsCouldHaveOneKey_isRefused(String text) {
        assertThatThrownBy(() -> KeyTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("could lead to the same key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias/{tenant", "alias/tenant}", "alias/{}", "alias/{{tenant}}", "{", "}", "a}{b"})
    void parse_bracesWithoutTheirPairs_areRefused(String text) {
        assertThatThrownBy(() -> KeyTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("brace");
    }

    @Test
    void fits_oneColumnTwice_onlyWithOneValue() {
        assertThat(template("alias/{t}/{t}").fits("alias/a/b")).isFalse();
    }

    @Test
    void fits_aPatternsCharacters_areLiteral() {
        assertThat(template("alias.tenant/{t}").fits("aliasxtenant/a")).isFalse();
    }

    @Test
    void sample_isWhatItFits() {
        assertThat(TENANT.fits(TENANT.sample())).isTrue();
    }
}
