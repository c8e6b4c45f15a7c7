package io.parquetkms.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.WrappedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key material with its key wrapped by another KMS key. */
final class KeyMaterialTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final WrappedKey KEK = new WrappedKey(ARN, "CCCC".repeat(40));

    private static final String STOCK = """
            {"keyMaterialType":"PKMT1","internalStorage":true,"isFooterKey":true,"kmsInstanceID":"i\\u00e9",\
            "kmsInstanceURL":"https://kms.example","masterKeyID":"alias/pii","wrappedDEK":"AAAA","doubleWrapping":true,\
            "keyEncryptionKeyID":"BBBB","wrappedKEK":"CCCC"}""";

    /** In the order of PyArrow, with a field that nobody knows, holding names that stand outside, too. */
    private static final String OTHER = """
            {"doubleWrapping":true,"later":{"wrappedKEK":"x","masterKeyID":[1,"é"]},"internalStorage":true,"isFooterKey":false,\
            "wrappedKEK":"CCCC","keyEncryptionKeyID":"BBBB","keyMaterialType":"PKMT1","masterKeyID":"alias/pii",\
            "wrappedDEK":"AAAA"}""";

    private static final String SINGLE = """
            {"keyMaterialType":"PKMT1","internalStorage":true,"isFooterKey":false,"masterKeyID":"alias/pii",\
            "wrappedDEK":"DDDD","doubleWrapping":false}""";

    private static byte[] ours() {
        return new DoubleWrapped("DEFAULT", KEK, "BBBB").encode(new byte[44]);
    }

    private static byte[] rewrapped(byte[] json, String keyId, String ciphertext) {
        return KeyMaterial.read(json).rewrapped(new WrappedKey(keyId, ciphertext));
    }

    @ParameterizedTest
    @ValueSource(strings = {STOCK, OTHER, SINGLE})
    void anotherKey_onlyTheTwoFieldsChange(String json) throws IOException {
        KeyMaterial before = KeyMaterial.read(json.getBytes(UTF_8));
        for (String keyId : new String[] {"alias/hr\"\\\n", "alias/xyz", ARN}) {
            WrappedKey by = new WrappedKey(keyId, "EEEE");
            byte[] changed = before.rewrapped(by);

            assertThat(KeyMaterial.read(changed).wrapped()).isEqualTo(by);
            Map<String, Object> expected = fields(json.getBytes(UTF_8));
            expected.put("masterKeyID", keyId);
            expected.put(before.isDoubleWrapped() ? "wrappedKEK" : "wrappedDEK", "EEEE");
            assertThat(fields(changed)).isEqualTo(expected);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(byte[] json) throws IOException {
        return new ObjectMapper().readValue(json, Map.class);
    }

    @Test
    void shorterText_isPaddedInFront() {
        byte[] changed = rewrapped(STOCK.getBytes(UTF_8), "k", "EEEE");

        assertThat(changed).hasSize(STOCK.getBytes(UTF_8).length);
        assertThat(changed).asString(UTF_8).startsWith("{        \"keyMaterialType\"");
        assertThat(rewrapped(changed, "alias/pii", "CCCC")).asString(UTF_8).isEqualTo(STOCK);
    }

    /** From the shortest to the longest Region, to a multi-Region key, by another ciphertext. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:ap-southeast-2:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                "arn:aws:kms:us-isof-south-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "pii"
            })
    void ourMaterial_keepsItsLength(String keyId) {
        for (int blob : new int[] {100, 160, 184}) {
            byte[] changed = rewrapped(ours(), keyId, "E".repeat(blob));

            assertThat(changed).hasSameSizeAs(ours());
            assertThat(rewrapped(changed, ARN, KEK.ciphertext())).isEqualTo(ours());
        }
    }

    @Test
    void tooLong_growsByWhatIsMissing() {
        int longer = DoubleWrapped.RESERVED + 5;

        assertThat(rewrapped(ours(), ARN + "x".repeat(longer), KEK.ciphertext()))
                .hasSize(ours().length + 5);
        assertThat(rewrapped(STOCK.getBytes(UTF_8), "alias/pii2", "CCCC")).hasSize(STOCK.getBytes(UTF_8).length + 1);
    }

    /** Also where the padding is another. */
    @Test
    void rewrapped_isKnownAgainByTheReader() {
        for (String keyId : new String[] {"short", ARN, ARN + "x".repeat(99)}) {
            byte[] changed = rewrapped(ours(), keyId, "EEEE".repeat(40));
            WrappedDek read = KeyMaterialReader.parse(changed);

            assertThat(read.bytes()).isEqualTo(new byte[44]);
            assertThat(read.material().wrappedDekIn(changed)).isEqualTo(new byte[44]);
            KeyMaterialReader reader = new KeyMaterialReader();
            assertThat(reader.read(changed).material())
                    .isSameAs(reader.read(changed).material());
        }
    }

    @Test
    void singleWrapped_theDataKeyItselfIsWrapped() {
        KeyMaterial material = KeyMaterial.read(SINGLE.getBytes(UTF_8));

        assertThat(material.isDoubleWrapped()).isFalse();
        assertThat(material.kekId()).isNull();
        assertThat(material.isFooter()).isFalse();
        assertThat(material.wrapped()).isEqualTo(new WrappedKey("alias/pii", "DDDD"));
        assertThat(material).hasToString("KeyMaterial[column, WrappedKey[alias/pii]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internalStorage",
                "doubleWrapping",
                "masterKeyID",
                "wrappedKEK",
                "keyEncryptionKeyID",
                "wrappedDEK"
            })
    void fieldMissing_isRefused(String field) {
        assertThatThrownBy(
                        () -> KeyMaterial.read(STOCK.replace(field, "x" + field).getBytes(UTF_8)))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("field " + field);
    }

    @Test
    void inAnotherEncoding_isRefused() {
        byte[] utf16 = STOCK.getBytes(StandardCharsets.UTF_16BE);
        assertThatThrownBy(() -> rewrapped(utf16, "k", "EEEE")).isInstanceOf(InvalidKeyMaterialException.class);
    }

    @Test
    void storedOutside_isAReference() {
        KeyMaterial material = KeyMaterial.read("""
                {"keyMaterialType":"PKMT1","internalStorage":false,"keyReference":"k1"}""".getBytes(UTF_8));

        assertThat(material.reference()).isEqualTo("k1");
        assertThat(material.isDoubleWrapped()).isFalse();
        assertThatThrownBy(() -> material.rewrapped(new WrappedKey("k", "EEEE")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> KeyMaterial.read(STOCK.replace("\"internalStorage\":true", "\"internalStorage\":false")
                        .getBytes(UTF_8)))
                .hasMessageContaining("field keyReference");
    }

    @Test
    void external_byReference() {
        String quoted = SINGLE.replace("\"internalStorage\":true,", "").replace("\"", "\\\"");
        Map<String, KeyMaterial> all = KeyMaterial.readExternal(("{\"k1\":\"" + quoted + "\"}").getBytes(UTF_8));

        assertThat(all).containsOnlyKeys("k1");
        assertThat(all.get("k1").wrapped()).isEqualTo(new WrappedKey("alias/pii", "DDDD"));
        assertThatThrownBy(() -> KeyMaterial.readExternal(
                        "{\"k1\":\"{\\\"keyMaterialType\\\":\\\"PKMT2\\\"}\"}".getBytes(UTF_8)))
                .isInstanceOf(InvalidKeyMaterialException.class);
    }

    /** Whatever is read can be rewrapped, and says then what it should. */
    @Test
    void fuzzed_onlyTypedErrors() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = OTHER.getBytes(UTF_8);
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(128);
            }
            try {
                byte[] changed = rewrapped(mutant, "alias/hr", "EEEE");
                assertThat(KeyMaterial.read(changed).wrapped()).isEqualTo(new WrappedKey("alias/hr", "EEEE"));
                assertThat(changed).hasSameSizeAs(mutant);
                read++;
            } catch (InvalidKeyMaterialException e) {
                assertThat(e).hasMessageContaining("key material");
            }
        }
        assertThat(read).isBetween(100, 19_000);
    }
}
