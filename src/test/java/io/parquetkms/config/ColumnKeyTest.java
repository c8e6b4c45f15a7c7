package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnKeyTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static ColumnKey column(String key, String... path) {
        return new ColumnKey(key, List.of(path));
    }

    @Test
    void parse_keysAndColumns_areInOrder() {
        assertThat(ColumnKey.parse("pii:ssn,name;hr:salary"))
                .containsExactly(column("pii", "ssn"), column("pii", "name"), column("hr", "salary"));
    }

    @Test
    void parse_spaceAround_isTrimmed() {
        assertThat(ColumnKey.parse(" pii : ssn , name ;\n hr: salary ; "))
                .containsExactly(column("pii", "ssn"), column("pii", "name"), column("hr", "salary"));
    }

    @Test
    void parse_oneKeyInTwoParts_isAllowed() {
        assertThat(ColumnKey.parse("pii:ssn;pii:name")).containsExactly(column("pii", "ssn"), column("pii", "name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ARN,
                "arn:aws:kms:eu-west-1:111122223333:alias/pii",
                "alias/pii",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "mrk-1234abcd12ab34cd56ef1234567890ab",
                "pii.v2",
            })
    void parse_anyFormOfKey_isSplitAtLastColon(String key) {
        assertThat(ColumnKey.parse(key + ":ssn,address.city"))
                .containsExactly(column(key, "ssn"), column(key, "address", "city"));
    }

    @Test
    void parse_dots_makeThePath() {
        assertThat(ColumnKey.parse("k:a.list.element.b")).containsExactly(column("k", "a", "list", "element", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"a.b\"|a.b", "\"a,b\"|a,b", "\"a;b\"|a;b", "\"a:b\"|a:b", "\" a \"| a ", "\"a b\"|a b"},
            ignoreLeadingAndTrailingWhitespace = false)
    void parse_quotedPiece_isTakenAsItStands(String quoted, String name) {
        assertThat(ColumnKey.parse("k:x," + quoted + ";k2:y"))
                .containsExactly(column("k", "x"), column("k", name), column("k2", "y"));
        assertThat(ColumnKey.parse(ARN + ":s." + quoted + ".t")).containsExactly(column(ARN, "s", name, "t"));
    }

    @Test
    void parse_quotedAndBareForms_areOneColumn() {
        assertRefused("k:\"ssn\",ssn", "more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:a,a", "k:a;k2:a", "k:a;k:a", "k:s.a;k2:s.a", "k:a;k2: a "})
    void parse_columnTwice_isRefused(String text) {
        assertRefused(text, "more than once");
    }

    @Test
    void parse_otherCaseOrDepth_isAnotherColumn() {
        assertThat(ColumnKey.parse("k:a,A,a.a,\"a.a\"")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a,b", ":a", " :a", "k:a;b", "k:a;:b", "\"k:a\""})
    void parse_noKey_isRefused(String text) {
        assertRefused(text, "no key in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:", "k: ", "k:a,,b", "k:,a", "k:a,", "k:a;k2:", ARN + ":"})
    void parse_noColumn_isRefused(String text) {
        assertRefused(text, "an empty column name for key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:a..b", "k:.a", "k:a.", "k:\"\"", "k:a.\"\""})
    void parse_emptyPiece_isRefused(String text) {
        assertRefused(text, "an empty piece");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:\"a", "k:a\"", "k:a\"b", "\"k:a", "k:\"a\",b\"", "k:a;\""})
    void parse_strayQuote_isRefused(String text) {
        assertRefused(text, "a double quote without its pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k:a\"b\"", "k:\"a\"b", "k:a\"b\"c", "k:\"\"a\"\""})
    void parse_quotesInsidePiece_areRefused(String text) {
        assertRefused(text, "quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; ;"})
    void parse_nothing_isRefused(String text) {
        assertRefused(text, "no columns");
    }

    private static void assertRefused(String text, String what) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ColumnKey.parse(text))
                .withMessageContainingAll(
                        "parquet.encryption.column.keys", what, "The syntax is key:column,column;key:column");
    }
}
