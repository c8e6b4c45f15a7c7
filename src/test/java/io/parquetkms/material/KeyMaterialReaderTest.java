package io.parquetkms.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was read before, {@link KeyMaterialReader} gives what {@link KeyMaterial#decode} gives. */
final class KeyMaterialReaderTest {

    private static final WrappedKey KEK = new WrappedKey("arn:aws:kms:key", "V3JhcHBlZEtlaw==".repeat(8));
    private static final String KEK_ID = base64(KeyBytes.randomBytes(16));

    private final KeyMaterialReader reader = new KeyMaterialReader();

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] material(@Nullable String instanceId, WrappedKey kek, byte[] dek) {
        return new DoubleWrapped(instanceId, kek, KEK_ID).encode(dek);
    }

    private static byte[] column() {
        return material(null, KEK, KeyBytes.randomBytes(44));
    }

    private void assertReadAsDecoded(byte[] json) {
        WrappedDek expected;
        try {
            expected = KeyMaterialReader.parse(json);
        } catch (InvalidKeyMaterialException e) {
            assertRefused(json, String.valueOf(e.getMessage()));
            return;
        }
        WrappedDek read = reader.read(json);
        assertThat(read.material().kek()).isEqualTo(expected.material().kek());
        assertThat(read.material().kekId()).isEqualTo(expected.material().kekId());
        assertThat(read.material().footerInstanceId())
                .isEqualTo(expected.material().footerInstanceId());
        assertThat(read.bytes()).isEqualTo(expected.bytes());
    }

    private void assertRefused(byte[] json, String message) {
        assertThat(catchThrowableOfType(InvalidKeyMaterialException.class, () -> reader.read(json)))
                .as(new String(json, UTF_8))
                .isNotNull()
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"DEFAULT", "another"})
    void read_manyUnderOneKek_eachItsOwn(@Nullable String instanceId) {
        for (int length : new int[] {44, 52, 60, 44}) {
            assertReadAsDecoded(material(instanceId, KEK, KeyBytes.randomBytes(length)));
        }
    }

    /** The end is the same, and the length: what stands before it must be looked at. */
    @Test
    void read_anotherMasterKeyOrKekId_isNotTheOneBefore() {
        reader.read(column());

        assertReadAsDecoded(material(null, new WrappedKey("arn:aws:kms:kez", KEK.ciphertext()), new byte[44]));
        assertReadAsDecoded(new DoubleWrapped(null, KEK, base64(KeyBytes.randomBytes(16))).encode(new byte[44]));
    }

    @Test
    void read_wrappedDekInsideAnotherField_isNotTakenForIt() {
        String json = new String(column(), UTF_8);
        String nested = json.replace("{\"key", "{\"later\":{\"wrappedDEK\":\"AAAA\"},\"key");
        String inText = json.replace("arn:aws:kms:key", "\\\"wrappedDEK\\\":\\\"AAAA\\\"");

        for (String odd :
                new String[] {nested, inText, nested.replace("AAAA", "BBBB"), inText.replace("AAAA", "BBBB")}) {
            assertReadAsDecoded(odd.getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "====", "AA\\u0041A", "AAAA\",\"wrappedDEK\":\"AAAA", "AAA\u00e9", "A-_A", "AA AA"})
    void read_wrappedDekIsNoBase64_isRefusedAsWithoutAMemory(String dek) {
        String json = new String(column(), UTF_8);
        reader.read(json.getBytes(UTF_8));

        assertReadAsDecoded(json.replaceFirst("(\"wrappedDEK\":\")[^\"]*", "$1" + dek.replace("\\", "\\\\"))
                .getBytes(UTF_8));
    }

    @Test
    void read_wrappedDekTooLong_isRefused() {
        reader.read(column());

        assertReadAsDecoded(material(null, KEK, new byte[300]));
        assertRefused(material(null, KEK, new byte[300]), "wrappedDEK");
    }

    /** Seeded, so that a failure comes again. */
    @Test
    void read_fuzzed_asWithoutAMemory() {
        Random random = new Random(42);
        byte[] valid = column();
        reader.read(valid);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = valid.clone();
            int edits = 1 + random.nextInt(3);
            for (int edit = 0; edit < edits; edit++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(128);
            }
            assertReadAsDecoded(mutant);
        }
        assertReadAsDecoded(valid);
    }
}
