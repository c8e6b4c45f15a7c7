package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ColumnRules.Rule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnRulesTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static ColumnRules parse(String text) {
        return ColumnRules.parse(text, "parquet.kms.columns");
    }

    /** As {@code key: pattern} or {@code !key: pattern}, one for each. */
    private static String inWords(ColumnRules rules) {
        return rules.rules().stream()
                .map(rule -> (rule.excludes() ? "!" : "") + rule.key() + ": " + rule.pattern())
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "pii: *.ssn, email, address.**; finance: amount_*; !pii: address.country"
                        + "|pii: *.ssn; pii: email; pii: address.**; finance: amount_*; !pii: address.country",
                "pii:ssn,email;hr:salary|pii: ssn; pii: email; hr: salary",
                "' pii : ssn ; ; ! pii : *.ssn ; '|pii: ssn; !pii: *.ssn",
                ARN + ": a.b|" + ARN + ": a.b",
                "alias/pii: a; !alias/pii: b|alias/pii: a; !alias/pii: b",
                "k: \"a.b\".c, \"x:y;z,\"|k: \"a.b\".c; k: \"x:y;z,\"",
                "k: a, a|k: a; k: a",
                "k: a; k2: b; !k: b|k: a; k2: b; !k: b",
            })
    void parse_rules_areInOrder(String text, String rules) {
        assertThat(inWords(parse(text))).isEqualTo(rules);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "ssn|no key in 'ssn'",
                ": ssn|no key in",
                "!: ssn|no key for 'ssn'",
                "pii:|an empty column name for key 'pii'",
                "pii: a,,b|an empty column name",
                "pii: a..b|an empty piece",
                "pii: .a|an empty piece",
                "pii: \"a|a double quote without its pair",
                "pii: a\"b\"|a double quote inside",
                "pii: **a|'**' inside '**a'; it stands for whole names",
                "pii: a.b**.c|'**' inside 'b**'",
                "pii: ***|'**' inside '***'",
                " ; |no columns",
            })
    void parse_whatCannotBeRead_isRefused(String text, String message) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> parse(text))
                .withMessageContainingAll(
                        "parquet.kms.columns: ", message, "The syntax is key: pattern, pattern; !key: pattern");
    }

    @Test
    void rulesThatContradictEachOther_areRefused() {
        assertThatThrownBy(() -> parse("pii: a; hr: b, a"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("parquet.kms.columns: 'a' stands under key 'pii' and under key 'hr'. Remove one of them");
        assertThatThrownBy(() -> parse("!pii: a.**; pii: a.**"))
                .hasMessageContaining("'a.**' stands under key 'pii' and is taken out of its columns");
        assertThatThrownBy(() -> parse("pii: *; hr: b; !pi: a"))
                .hasMessageContainingAll("'!pi: a'", "key 'pi', which has none here. Keys that have some: hr, pii");
    }

    /** As a policy does: one by one, each from a line of its own. */
    @Test
    void rule_ofItsOwn_namesItsSource() {
        Rule rule = Rule.parse("pii", "address.**", "policy s3://conf/lake.json, line 12");
        Rule exclusion = Rule.parse("!pii", "address.country", "policy s3://conf/lake.json, line 13");

        assertThat(rule.inWords()).isEqualTo("rule 'address.**' of policy s3://conf/lake.json, line 12");
        assertThat(exclusion.inWords())
                .isEqualTo("rule '!pii: address.country' of policy s3://conf/lake.json, line 13");
        assertThat(new ColumnRules(List.of(rule, exclusion)).keys()).containsExactly("pii");
        assertThatThrownBy(() -> Rule.parse("pii", "a..b", "policy s3://conf/lake.json, line 12"))
                .hasMessageStartingWith("policy s3://conf/lake.json, line 12: an empty piece");
    }

    @Test
    void keys_areThoseOfInclusions() {
        assertThat(parse("pii: a; hr: b; !pii: c").keys()).containsExactly("hr", "pii");
        assertThat(ColumnRules.NONE.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssn", "a.b", "\"a*\"", "\"**\".a"})
    void withoutWildcards_isLiteral(String pattern) {
        assertThat(ColumnPattern.parse(pattern, "test").hasWildcards()).isFalse();
        assertThat(ColumnPattern.parse(pattern, "test").hasLiterals()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"*,false", "**,false", "*.*,false", "?,false", "a*,true", "*.ssn,true", "?a,true", "*.\"*\",true"})
    void withWildcards_hasLiteralsOrNot(String pattern, boolean literals) {
        assertThat(ColumnPattern.parse(pattern, "test").hasWildcards()).isTrue();
        assertThat(ColumnPattern.parse(pattern, "test").hasLiterals()).isEqualTo(literals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a*|ab|true|true", "a*|a|true|true", "a*|AB|true|false", "a*|ba|false|false",
                "?|x|true|true", "?|xy|false|false", "?|ä|true|true", "a?c|abc|true|true",
                "*.x|a.x|true|true", "a[b]*|a[b]c|true|true", "a[b]*|abc|false|false", "*_eur|Amount_EUR|true|false",
                "*ä|Ä|true|false", "a\\*|a\\b|true|true", "$*|$x|true|true"
            })
    void glob_fitsNames(String glob, String name, boolean fits, boolean exactly) {
        NamePattern pattern = NamePattern.glob(glob);

        assertThat(pattern.fits(name)).isEqualTo(fits);
        assertThat(pattern.fitsExactly(name)).isEqualTo(exactly);
    }
}
