package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnKeysTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static Map.Entry<String, List<ColumnPath>> columns(String key, ColumnPath... paths) {
        return entry(key, List.of(paths));
    }

    private static ColumnPath path(String... pieces) {
        return ColumnPath.get(pieces);
    }

    @Test
    void parse_keysAndColumns_areInOrder() {
        assertThat(ColumnKeys.parse("pii:ssn,name;hr:salary"))
                .containsExactly(columns("pii", path("ssn"), path("name")), columns("hr", path("salary")));
    }

    @Test
    void parse_spaceAround_isTrimmed() {
        assertThat(ColumnKeys.parse(" pii : ssn , name ;\n hr: salary ; "))
                .containsExactly(columns("pii", path("ssn"), path("name")), columns("hr", path("salary")));
    }

    @Test
    void parse_oneKeyInTwoParts_isAllowed() {
        assertThat(ColumnKeys.parse("pii:ssn;pii:name")).containsExactly(columns("pii", path("ssn"), path("name")));
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
        assertThat(ColumnKeys.parse(key + ":ssn,address.city"))
                .containsExactly(columns(key, path("ssn"), path("address", "city")));
    }

    @Test
    void parse_dots_makeThePath() {
        assertThat(ColumnKeys.parse("k:a.list.element.b"))
                .containsExactly(columns("k", path("a", "list", "element", "b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"a.b\"|a.b", "\"a,b\"|a,b", "\"a;b\"|a;b", "\"a:b\"|a:b", "\" a \"| a ", "\"a b\"|a b"},
            ignoreLeadingAndTrailingWhitespace = false)
    void parse_quotedPiece_isTakenAsItStands(String quoted, String name) {
        assertThat(ColumnKeys.parse("k:x," + quoted + ";k2:y"))
                .containsExactly(columns("k", path("x"), path(name)), columns("k2", path("y")));
        assertThat(ColumnKeys.parse(ARN + ":s." + quoted + ".t")).containsExactly(columns(ARN, path("s", name, "t")));
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
        assertThat(ColumnKeys.parse("k:a,A,a.a,\"a.a\""))
                .containsExactly(columns("k", path("a"), path("A"), path("a", "a"), path("a.a")));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "k:a,b;k2:c|k,k2",
                " k : a ; ; k2: c|k,k2",
                ARN + ":a|" + ARN,
                "k:\"a;x:b\";k2:c|k,k2",
                "k:a\"b;k2:c|k,k2",
                "k:a,a;k:a|k",
                "k:|k",
                ";:a;b|''",
            })
    void keys_anyList_areThose(String text, String keys) {
        assertThat(String.join(",", new TreeSet<>(ColumnKeys.keys(text)))).isEqualTo(keys);
    }

    private static void assertRefused(String text, String what) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> ColumnKeys.parse(text))
                .withMessageContainingAll(
                        "parquet.encryption.column.keys", what, "The syntax is key:column,column;key:column");
    }
}
