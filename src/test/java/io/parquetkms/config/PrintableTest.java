package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "s3a://bucket/año=2026/данные/顧客/part 0.parquet",
                "e\u0301, \ud83d\ude00 and \\u000a",
            })
    void line_ordinaryText_isTheSame(String text) {
        assertThat(Printable.line(text)).isSameAs(text);
        assertThat(Printable.lines(text)).isSameAs(text);
    }

    /** Code points, in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "0", "8", "9", "a", "d", "1b", "7f", "85", "9b", // control characters: of lines, of terminals
        "2028", "2029", // separators of lines and paragraphs
        "200e", "200f", "202a", "202e", "2066", "2069", "61c", // marks of direction
        "ad", "200b", "200d", "2060", "feff", // without width
        "d800", "dfff", // half a character
        "e000", "e0001", "e007f", "fffff", "378", // private, tags, unassigned
    })
    void line_whatIsNotSeen_isShownByItsCode(String code) {
        int character = Integer.parseInt(code, 16);
        String shown = Printable.line("a" + Character.toString(character) + "b");
        assertThat(shown).isEqualTo("a" + String.format("\\u%04x", character) + "b");
        assertThat(Printable.line(shown)).isSameAs(shown);
    }

    @Test
    void lines_lineFeeds_stay() {
        assertThat(Printable.lines("Tried:\n- one\r\n\u2028")).isEqualTo("Tried:\n- one\\u000d\n\\u2028");
        assertThat(Printable.line("one\ntwo")).isEqualTo("one\\u000atwo");
    }

    @Test
    void invalidConfiguration_message_isOneLine() {
        assertThat(new InvalidConfigurationException("of '\n2026 INFO fine\u202e'"))
                .hasMessage("of '\\u000a2026 INFO fine\\u202e'");
    }
}
