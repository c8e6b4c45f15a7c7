package io.parquetkms.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.WrappedKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyMaterialReaderStrictTest {

    /** As parquet-java 1.13.1 writes it, its HashMap's order included. */
    private static final String STOCK = """
            {"keyMaterialType":"PKMT1","internalStorage":true,"isFooterKey":true,"kmsInstanceID":"DEFAULT",\
            "kmsInstanceURL":"http://evil.example","masterKeyID":"alias/pii","wrappedDEK":"AAAA","doubleWrapping":true,\
            "keyEncryptionKeyID":"BBBB","wrappedKEK":"CCCC"}""";

    @Test
    void encodeAndDecode_footerAndColumn_roundTrip() {
        for (DoubleWrapped material : List.of(
                new DoubleWrapped("DEFAULT", new WrappedKey("arn:x", "CCCC"), "BBBB"),
                new DoubleWrapped(null, new WrappedKey("näme \"quoted\"", "CCCC"), "BBBB"))) {
            WrappedDek read = KeyMaterialReader.parse(material.encode(new byte[] {1, 2, 3}));

            assertThat(read.bytes()).containsExactly(1, 2, 3);
            assertThat(read.material().footerInstanceId()).isEqualTo(material.footerInstanceId());
            assertThat(read.material().kek()).isEqualTo(material.kek());
            assertThat(read.material().kekId()).isEqualTo(material.kekId());
        }
    }

    @Test
    void decode_stockMaterial_readsItAndIgnoresTheUrl() {
        WrappedDek read = decode(STOCK);

        assertThat(read.material().footerInstanceId()).isEqualTo("DEFAULT");
        assertThat(read.material().kek()).isEqualTo(new WrappedKey("alias/pii", "CCCC"));
        assertThat(read.material().kekId()).isEqualTo(Base64.getDecoder().decode("BBBB"));
        assertThat(read.bytes()).isEqualTo(new byte[3]);
    }

    @Test
    void toString_ofMaterial_showsNoCiphertext() {
        assertThat(decode(STOCK).material()).hasToString("DoubleWrapped[footer, WrappedKey[alias/pii]]");
    }

    @Test
    void decode_unknownFields_areIgnored() {
        String more = STOCK.replace("{", "{\"later\":{\"a\":[1,{\"b\":null}]},\"n\":1.5e3,");

        assertThat(decode(more).material().kek())
                .isEqualTo(decode(STOCK).material().kek());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyMaterialType",
                "internalStorage",
                "isFooterKey",
                "kmsInstanceID",
                "masterKeyID",
                "wrappedDEK",
                "doubleWrapping",
                "keyEncryptionKeyID",
                "wrappedKEK"
            })
    void decode_fieldMissingOrOfAnotherType_namesIt(String field) {
        String missing = STOCK.replace("\"" + field + "\"", "\"x" + field + "\"");
        String number = STOCK.replaceFirst("(\"" + field + "\":)(\"[^\"]*\"|true)", "$1 7");

        assertThatThrownBy(() -> decode(missing))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("field " + field);
        assertThatThrownBy(() -> decode(number))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("field " + field);
    }

    @Test
    void decode_kindsNotSupportedYet_saysSo() {
        assertThatThrownBy(() -> decode(STOCK.replace("\"doubleWrapping\":true", "\"doubleWrapping\":false")))
                .hasMessageContaining("single wrapping");
        assertThatThrownBy(() -> decode(STOCK.replace("\"internalStorage\":true", "\"internalStorage\":false")))
                .hasMessageContaining("outside the file");
        assertThatThrownBy(() -> decode(STOCK.replace("PKMT1", "PKMT2"))).hasMessageContaining("PKMT2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "1", "\"text\"", "{", "{}x", "{} {}", "{\"a\":1,\"a\":2}", "\0", "é"})
    void decode_noSuchObject_isRefused(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(InvalidKeyMaterialException.class);
    }

    @Test
    void decode_somethingBehindIt_isRefused() {
        assertThatThrownBy(() -> decode(STOCK + "{}")).isInstanceOf(InvalidKeyMaterialException.class);
    }

    @Test
    void decode_oversized_isRefusedWithoutReadingIt() {
        String deep = "[".repeat(10_000);
        String longField = STOCK.replace("CCCC", "C".repeat(8_193));

        assertThatThrownBy(() -> KeyMaterialReader.parse(new byte[1 << 20])).hasMessageContaining("1048576 bytes");
        assertThatThrownBy(() -> decode("{\"a\":" + deep)).isInstanceOf(InvalidKeyMaterialException.class);
        assertThatThrownBy(() -> decode(longField)).hasMessageContaining("wrappedKEK");
    }

    /** On every Jackson alike: an older one has no bounds of its own, and a newer one's are wider. */
    @Test
    void decode_unknownFieldOutOfBounds_isRefused() {
        assertUnknown("[".repeat(15) + "1" + "]".repeat(15)).isNotNull();
        assertThatThrownBy(() -> assertUnknown("[".repeat(16) + "1" + "]".repeat(16)))
                .hasMessageContaining("nests deeper");
        assertUnknown("1".repeat(64)).isNotNull();
        assertThatThrownBy(() -> assertUnknown("1".repeat(65))).hasMessageContaining("overlong number");
        assertThatThrownBy(() -> assertUnknown("[{\"a\":1." + "1".repeat(65) + "}]"))
                .hasMessageContaining("overlong number");
        assertUnknown("{\"" + "n".repeat(256) + "\":1}").isNotNull();
        assertThatThrownBy(() -> assertUnknown("{\"" + "n".repeat(257) + "\":1}"))
                .hasMessageContaining("overlong name");
        assertThatThrownBy(() -> decode(STOCK.replace("{", "{\"" + "n".repeat(257) + "\":\"text\",")))
                .hasMessageContaining("overlong name");
    }

    private static ObjectAssert<WrappedKey> assertUnknown(String value) {
        return assertThat(decode(STOCK.replace("{", "{\"later\":" + value + ","))
                .material()
                .kek());
    }

    @Test
    void decode_badJson_messageQuotesNothingOfIt() {
        assertThatThrownBy(() -> decode("{\"wrappedKEK\":\"sEcReT\",,}"))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("sEcReT"));
    }

    /** What a file says is repeated by its code where it would begin a line of a log, also in the causes. */
    @Test
    void decode_lineFeedsAndMarks_reachNoMessage() {
        for (String forged : List.of(
                STOCK.replace("PKMT1", "PKMT1\\nINFO fine\\u202e"),
                STOCK.replace("alias/pii", "alias\\nINFO fine\\u202e")
                        .replace("\"doubleWrapping\":true", "\"doubleWrapping\":false"),
                STOCK.replace("AAAA", "AA\\nINFO fine\\u202eAA"),
                STOCK.replace("true", "tru\u001b\u202ee"),
                STOCK.replace("{", "{\u202e"))) {
            assertThatThrownBy(() -> decode(forged)).satisfies(e -> {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    assertThat(cause.getMessage()).doesNotContain("\n", "\u202e", "\u001b");
                }
            });
        }
        assertThat(decode(STOCK.replace("alias/pii", "alias\\nINFO fine"))
                        .material()
                        .toString())
                .doesNotContain("\n");
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void decode_fuzzed_onlyTypedErrors() {
        Random random = new Random(42);
        byte[] valid = STOCK.getBytes(UTF_8);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] mutant = mutate(valid, random);
            try {
                KeyMaterialReader.parse(mutant);
            } catch (InvalidKeyMaterialException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                fail("untyped for " + new String(mutant, UTF_8), e);
            }
        }
        assertThat(refused).isBetween(10_000, 49_999);
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] mutant = valid.clone();
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(10) == 0 ? random.nextInt(mutant.length) : mutant.length;
        return Arrays.copyOf(mutant, length);
    }

    private static WrappedDek decode(String json) {
        return KeyMaterialReader.parse(json.getBytes(UTF_8));
    }
}
