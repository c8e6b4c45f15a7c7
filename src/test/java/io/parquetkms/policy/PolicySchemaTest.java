package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.parquetkms.config.InvalidConfigurationException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader take the same policies, as far as a schema can tell. */
final class PolicySchemaTest {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Objects.requireNonNull(Policy.class.getResourceAsStream("policy.schema.json")));

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'version': 1, 'places': [{'path': '/a', 'key': 'pii'}]}",
                "{'$schema': 'x', 'description': 'x', 'version': 1, 'maxPartitionKeys': 1, 'places': [{'path': '/a', 'key': 'pii'}]}",
                "{'version': 1, 'default': {'required': true}}",
                "{'version': 1, 'default': {'required': true, 'encryptionContext': {'a': 'b'}}}",
                "{'version': 1, 'default': {'plaintext': true}}",
                "{'version': 1, 'default': {'plaintext': true, 'description': 'x'}}",
                "{'version': 1, 'keys': {'a': 'alias/t-{t}'}, 'places': [{'paths': ['/a', '/b'], 'path': '/c', 'key': 'a', 'logKey': 'b'}]}",
                "{'version': 1, 'places': [{'path': '/a', 'footerKey': 'k', 'columns': {'k': ['a'], '!k': ['b']}, 'missing': 'fail',"
                        + " 'unmatched': 'plaintext', 'required': false, 'algorithm': 'AES_GCM_CTR_V1', 'plaintextFooter': true,"
                        + " 'keyLength': 256, 'encryptionContext': {'a b': 'c d'}}]}",
                "{'version': 1, 'default': {'footerKey': 'k', 'unmatched': 'footer'}}",
                "{'version': 1, 'default': {'key': 'k', 'required': false, 'keyLength': 192}}"
            })
    void good_isTakenByBoth(String text) {
        assertThat(SCHEMA.validate(json(text), InputFormat.JSON)).isEmpty();
        assertThatCode(() -> Policy.parse("lake.json", json(text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'version': 1}",
                "{'version': 2, 'default': {'key': 'k'}}",
                "{'version': '1', 'default': {'key': 'k'}}",
                "{'default': {'key': 'k'}}",
                "{'version': 1, 'places': []}",
                "{'version': 1, 'places': {'path': '/a', 'key': 'k'}}",
                "{'version': 1, 'places': [{'key': 'k'}]}",
                "{'version': 1, 'places': [{'path': '/a'}]}",
                "{'version': 1, 'places': [{'path': '', 'key': 'k'}]}",
                "{'version': 1, 'places': [{'path': ['/a'], 'key': 'k'}]}",
                "{'version': 1, 'places': [{'paths': [], 'key': 'k'}]}",
                "{'version': 1, 'places': [{'paths': '/a', 'key': 'k'}]}",
                "{'version': 1, 'place': [{'path': '/a', 'key': 'k'}], 'default': {'key': 'k'}}",
                "{'version': 1, 'default': {'path': '/a', 'key': 'k'}}",
                "{'version': 1, 'default': {}}",
                "{'version': 1, 'default': {'required': false}}",
                "{'version': 1, 'default': {'required': 'true'}}",
                "{'version': 1, 'default': {'plaintext': false}}",
                "{'version': 1, 'default': {'plaintext': true, 'required': true}}",
                "{'version': 1, 'default': {'plaintext': true, 'key': 'k'}}",
                "{'version': 1, 'default': {'plaintext': true, 'encryptionContext': {'a': 'b'}}}",
                "{'version': 1, 'default': {'required': true, 'keyLength': 128}}",
                "{'version': 1, 'default': {'required': true, 'columns': {'k': ['a']}}}",
                "{'version': 1, 'default': {'required': true, 'logKey': 'k'}}",
                "{'version': 1, 'default': {'columns': {'k': ['a']}}}",
                "{'version': 1, 'default': {'key': 'k', 'footerKey': 'k'}}",
                "{'version': 1, 'default': {'key': 'k', 'columns': {'k': ['a']}}}",
                "{'version': 1, 'default': {'key': 'k', 'unmatched': 'footer'}}",
                "{'version': 1, 'default': {'key': 'k', 'missing': 'fail'}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'missing': 'fail'}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'unmatched': 'plaintext'}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'unmatched': 'Footer'}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'missing': 'no', 'columns': {'k': ['a']}}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': ['a']}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': {'k': 'a'}}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': {'k': []}}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': {'k': ['a', 'a']}}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': {'': ['a']}}}",
                "{'version': 1, 'default': {'footerKey': 'k', 'columns': {'!': ['a']}}}",
                "{'version': 1, 'default': {'key': ''}}",
                "{'version': 1, 'default': {'key': ' k'}}",
                "{'version': 1, 'default': {'key': null}}",
                "{'version': 1, 'default': {'key': 'k', 'keyLength': 129}}",
                "{'version': 1, 'default': {'key': 'k', 'keyLength': '128'}}",
                "{'version': 1, 'default': {'key': 'k', 'algorithm': 'AES'}}",
                "{'version': 1, 'default': {'key': 'k', 'plaintextFooter': 1}}",
                "{'version': 1, 'default': {'key': 'k', 'encryptionContext': {'a': 1}}}",
                "{'version': 1, 'default': {'key': 'k', 'encryptionContext': 'a=b'}}",
                "{'version': 1, 'keys': {'A': 'k'}, 'default': {'key': 'k'}}",
                "{'version': 1, 'keys': {'a': 1}, 'default': {'key': 'k'}}",
                "{'version': 1, 'maxPartitionKeys': 0, 'default': {'key': 'k'}}",
                "{'version': 1, 'maxPartitionKeys': 100001, 'default': {'key': 'k'}}",
                "{'version': 1, 'maxPartitionKeys': 1.5, 'default': {'key': 'k'}}"
            })
    void bad_isRefusedByBoth(String text) {
        assertThat(SCHEMA.validate(json(text), InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> Policy.parse("lake.json", json(text)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("lake.json, line 1");
    }
}
