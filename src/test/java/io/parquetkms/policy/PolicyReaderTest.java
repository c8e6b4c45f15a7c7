package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be used in a policy is said with its line, column and field, and what would be right. */
final class PolicyReaderTest {

    private static Policy parse(String text) {
        return Policy.parse("s3://conf/lake.json", text.replace('\'', '"'));
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                // a field
                Arguments.of(
                        """
                        { 'version': 1,
                          'places': [
                            { 'path': '/a', 'footerkey': 'k' } ] }
                        """,
                        "line 3, column 21, places[0].footerkey: there is no field 'footerkey' here; did you mean 'footerKey'?"),
                Arguments.of("""
                        { 'version': 1,
                          'place': [] }
                        """, "line 2, column 3, place: there is no field 'place' here; did you mean 'places'?"),
                Arguments.of(
                        "{ 'version': 1, 'xyzzy': 1 }", "there is no field 'xyzzy' here; there are $schema, default,"),
                // a value
                Arguments.of(
                        """
                        { 'version': 1, 'places': [
                            { 'path': '/a', 'key': 'k' },
                            { 'path': '/b', 'footerKey': 'k',
                              'unmatched': 'foter' } ] }
                        """,
                        "line 4, column 20, places[1].unmatched: 'foter' can't stand here; did you mean 'footer'?"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'k', 'keyLength': 64 } }",
                        "column 55, default.keyLength: it must be one of [128, 192, 256], and is 64"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'k', 'required': 'true' } }",
                        "default.required: it must be true or false, and is a text"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': [] } }",
                        "default.key: it must be a text, \"…\", and is an array"),
                Arguments.of("{ 'version': 1, 'default': { 'key': '  ' } }", "default.key: it is empty"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'k ' } }", "default.key: remove the blanks around 'k'"),
                Arguments.of(
                        "{ 'version': 1, 'maxPartitionKeys': 12345678901234567890, 'default': { 'key': 'k' } }",
                        "maxPartitionKeys: it must be a whole number from 1 to 100000"),
                // twice
                Arguments.of("""
                        { 'version': 1,
                          'version': 1 }
                        """, "line 2, column 3, version: 'version' stands there twice"),
                Arguments.of("{ 'version': 1, 'keys': { 'a': 'x', 'a': 'x' } }", "keys.a: 'a' stands there twice"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'footerKey': 'f', 'columns': { 'k': ['a', 'a'] } } }",
                        "default.columns.k[1]: 'a' stands there twice"),
                Arguments.of(
                        """
                        { 'version': 1, 'places': [
                            { 'path': 's3://lake/a', 'key': 'k' },
                            { 'paths': ['/b', 's3a://lake/a/'], 'key': 'k' } ] }
                        """,
                        "line 3, column 23, places[1].paths[1]: the path 's3a://lake/a/' stands in line 2, too, as 's3://lake/a': keep one"),
                Arguments.of(
                        "{ 'version': 1, 'places': [ { 'paths': ['/b', '/b'], 'key': 'k' } ] }",
                        "places[0].paths[1]: the path '/b' stands in line 1, too: keep one"),
                // a path, a key, a pattern
                Arguments.of(
                        "{ 'version': 1, 'places': [ { 'path': 's3a:/bucket', 'key': 'k' } ] }",
                        "places[0].path: can't use the path 's3a:/bucket': "),
                Arguments.of(
                        "{ 'version': 1, 'places': [ { 'path': '/data/[', 'key': 'k' } ] }",
                        "places[0].path: can't use the path '/data/['"),
                Arguments.of("{ 'version': 1, 'keys': { 'PII': 'k' } }", "keys.PII: 'PII' can't be a key's name"),
                Arguments.of(
                        "{ 'version': 1, 'keys': { 'a': 'alias/{x}{y}' } }",
                        "keys.a: can't use 'alias/{x}{y}': different values"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'alias/{x' } }",
                        "default.key: can't use 'alias/{x': a brace"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'footerKey': 'f', 'columns': { 'pii': ['a'], '!pi': ['b'] } } }",
                        "default.columns.!pi: it takes columns out of those of key 'pi', which has none here; did you mean 'pii'?"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'footerKey': 'f', 'columns': { 'pii': ['a..b'] } } }",
                        "policy s3://conf/lake.json, line 1"),
                // together
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'k', 'columns': { 'k': ['a'] } } }",
                        "default.columns: \"key\" is the key of everything"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'columns': { 'k': ['a'] } } }",
                        "default.columns: there is no \"footerKey\" beside it"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'required': true, 'keyLength': 128 } }",
                        "default.keyLength: there is no \"footerKey\""),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'footerKey': 'k', 'unmatched': 'plaintext' } }",
                        "default.unmatched: no column would be encrypted"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'footerKey': 'k', 'missing': 'fail' } }",
                        "default.missing: there are no \"columns\""),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'plaintext': true, 'key': 'k' } }",
                        "default: \"plaintext\": true says that nothing need be encrypted"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'plaintext': false } }",
                        "default.plaintext: it can only be true"),
                Arguments.of(
                        "{ 'version': 1, 'default': { } }",
                        "default: it says nothing of how files are encrypted there"),
                Arguments.of("{ 'version': 1, 'places': [ { 'key': 'k' } ] }", "places[0]: it says no path"),
                Arguments.of("{ 'version': 1 }", "it says nothing of any place"),
                Arguments.of("{ 'default': { 'key': 'k' } }", "add \"version\": 1"),
                // the text
                Arguments.of("", "it must be an object, {…}, and is missing"),
                Arguments.of("[]", "it must be an object, {…}, and is an array"),
                Arguments.of(
                        "{ 'version': 1,\n 'default': { 'key': 'k' }\n",
                        "line 3, column 1: it is no valid JSON: Unexpected end-of-input"),
                Arguments.of("{ 'version': 1, 'default': { 'key': 'k' }, }", "it is no valid JSON"),
                Arguments.of("{ 'version': 1, 'default': { 'key': 'k' } } x", "it is no valid JSON"),
                Arguments.of(
                        "{ 'version': 1, 'default': { 'key': 'k' } }\n{}",
                        "line 2, column 1: something follows the end"),
                Arguments.of("// lake\n{ 'version': 1, 'default': { 'key': 'k' } }", "it is no valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isSaidWithLineAndField(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("s3://conf/lake.json, line ");
    }

    /** What somebody wrote there can't pretend to be a line of the log. */
    @Test
    void mistake_inTheWordsOfItsAuthor_isPrintable() {
        assertThatThrownBy(() -> parse("{ 'version': 1, 'a\\nERROR all keys lost': 1 }"))
                .hasMessageContaining("'a\\u000aERROR all keys lost'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void keys_namesAndTemplates_areToldApart() {
        Policy policy = parse("""
                { 'version': 1,
                  'places': [
                    { 'path': '/a', 'key': 'pii' },
                    { 'path': '/b', 'key': 'tenant' },
                    { 'path': '/c', 'footerKey': 'alias/x', 'columns': { 'alias/c-{c}': ['a'], 'pii': ['b'], '!pii': ['c'] } } ],
                  'keys': { 'pii': 'alias/pii', 'tenant': 'alias/t-{t}', 'unused': 'alias/u' } }
                """);
        assertThat(policy.keys()).isEqualTo(Map.of("pii", "alias/pii", "tenant", "alias/t-{t}", "unused", "alias/u"));
        assertThat(policy.encryptionKeys()).containsExactly("alias/c-{c}", "alias/x", "pii", "tenant");
        assertThat(policy.configured().names()).isEqualTo(Map.of("pii", "alias/pii", "unused", "alias/u"));
        assertThat(policy.configured().used())
                .isEqualTo(Map.of(
                        "pii", "policy s3://conf/lake.json, line 3", "alias/x", "policy s3://conf/lake.json, line 5"));
        assertThat(policy.configured().templates()).containsOnlyKeys("tenant", "alias/c-{c}");
        assertThat(policy.configured().maxFilled()).isEqualTo(1_000);
    }

    @Test
    void toString_isOneLineWithTheHashOfTheText() {
        Policy policy = Policy.parse("lake.json", "{\"version\":1,\"default\":{\"key\":\"k\"}}");
        assertThat(policy.hash()).matches("[0-9a-f]{64}");
        assertThat(policy.toString()).isEqualTo("policy lake.json (SHA-256 " + policy.hash() + "), with 1 places");
        assertThat(Policy.parse("other", policy.text()).hash()).isEqualTo(policy.hash());
        assertThat(Policy.parse("lake.json", policy.text() + "\n").hash()).isNotEqualTo(policy.hash());
    }
}
