package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

    private static final Property PROPERTY = new Property("a.property", "", "");
    private static final Property WITH_DEFAULT = new Property("a.property", "7", "");

    private enum Colour {
        RED,
        GREEN
    }

    private static Values of(String value) {
        return new Values(Map.of(PROPERTY.name(), value));
    }

    private static void assertRefused(Runnable reading, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(reading::run)
                .withMessageContainingAll(inMessage)
                .withMessageContaining(PROPERTY.name());
    }

    @Test
    void text_setOrNot_isTrimmedOrDefaultOrNull() {
        assertThat(of("  x y ").text(PROPERTY)).isEqualTo("x y");
        assertThat(of(" ").text(PROPERTY)).isNull();
        assertThat(new Values(Map.of()).text(PROPERTY)).isNull();
        assertThat(new Values(Map.of()).text(WITH_DEFAULT)).isEqualTo("7");
        assertThat(of(" ").text(WITH_DEFAULT)).isEqualTo("7");
        assertThat(of("8").text(WITH_DEFAULT)).isEqualTo("8");
    }

    @Test
    void required_neitherValueNorDefault_fails() {
        assertThat(of("x").required(PROPERTY)).isEqualTo("x");
        assertRefused(() -> new Values(Map.of()).required(PROPERTY), "not set");
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "1s, PT1S",
        "10sec, PT10S",
        "10m, PT10M",
        "10min, PT10M",
        "24h, PT24H",
        "7d, PT168H",
        "0s, PT0S",
        "10 min, PT10M",
        "' 10s ', PT10S",
        "10MIN, PT10M",
        "3650d, PT87600H",
        "999999999ms, PT277H46M39.999S",
    })
    void duration_withUnit_isRead(String value, Duration expected) {
        assertThat(of(value).duration(PROPERTY, Duration.ZERO)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "m", "1.5h", "-1s", "10 parsecs", "10s10", "1h30m", "9999999999s", "ten s", "10us"})
    void duration_noUnitOrNone_isRefused(String value) {
        assertRefused(() -> of(value).duration(PROPERTY, Duration.ZERO), value, "unit, such as");
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0.001S", "999ms, PT1S", "3651d, PT0S", "999999999d, PT0S"})
    void duration_outOfBounds_isRefused(String value, Duration min) {
        assertRefused(() -> of(value).duration(PROPERTY, min), value, min.toMillis() + "ms to 3650d");
    }

    @Test
    void flag_trueOrFalseInAnyCase_isRead() {
        assertThat(of("true").flag(PROPERTY)).isTrue();
        assertThat(of(" TRUE ").flag(PROPERTY)).isTrue();
        assertThat(of("False").flag(PROPERTY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "tru", "on"})
    void flag_somethingElse_isRefused(String value) {
        assertRefused(() -> of(value).flag(PROPERTY), value, "true or false");
    }

    @Test
    void number_inBounds_isRead() {
        assertThat(of("1").number(PROPERTY, 1, 10)).isEqualTo(1);
        assertThat(of("10").number(PROPERTY, 1, 10)).isEqualTo(10);
        assertThat(of("4294967296").number(PROPERTY, 1, 1L << 32)).isEqualTo(1L << 32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1", "1e1", "ten", "99999999999999999999", "1 0", "0x5"})
    void number_outOfBoundsOrNone_isRefused(String value) {
        assertRefused(() -> of(value).number(PROPERTY, 1, 10), value, "a number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"128", "192", "256"})
    void aesKeyBits_length_isRead(String value) {
        assertThat(of(value).aesKeyBits(PROPERTY)).isEqualTo(Integer.parseInt(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "512", "0", "129", "aes"})
    void aesKeyBits_noLength_isRefused(String value) {
        assertRefused(() -> of(value).aesKeyBits(PROPERTY), value, "128, 192 or 256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://kms.example.com",
                "http://127.0.0.1:4566",
                "https://vpce-1.kms.eu-west-1.vpce.amazonaws.com/"
            })
    void url_httpOrHttps_isRead(String value) {
        assertThat(of(value).url(PROPERTY)).isEqualTo(URI.create(value));
    }

    @Test
    void url_unset_isNull() {
        assertThat(new Values(Map.of()).url(PROPERTY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kms.example.com",
                "ftp://kms.example.com",
                "https://",
                "https:kms",
                "file:///etc",
                "a b",
                "kms:443"
            })
    void url_noUrl_isRefused(String value) {
        assertRefused(() -> of(value).url(PROPERTY), value, "a URL such as https://kms.example.com");
    }

    @Test
    void url_withPassword_isRefusedWithoutShowingIt() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> of("https://user:secret@kms.example.com").url(PROPERTY))
                .withMessageContaining("without user name or password")
                .withMessageNotContaining("secret");
    }

    @Test
    void oneOf_constantInAnyCase_isRead() {
        assertThat(of("red").oneOf(PROPERTY, Colour.class)).isEqualTo(Colour.RED);
        assertThat(of("GREEN").oneOf(PROPERTY, Colour.class)).isEqualTo(Colour.GREEN);
        assertRefused(() -> of("blue").oneOf(PROPERTY, Colour.class), "blue", "[RED, GREEN]");
    }

    @Test
    void list_commas_areSplitAndTrimmed() {
        assertThat(of(" a ,b,, c d ,").list(PROPERTY)).isEqualTo(List.of("a", "b", "c d"));
        assertThat(of(",").list(PROPERTY)).isEmpty();
        assertThat(new Values(Map.of()).list(PROPERTY)).isEmpty();
    }
}
