package io.parquetkms.kms.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.parquetkms.kms.EncryptionContext;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeystoreCiphertextTest {

    /** Format 1, the length 5, "pii@0", then whatever is sealed. */
    private static final String HEADER = "01" + "0005" + "7069694030";

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void encode_layout_isAsDocumented() {
        assertThat(new KeystoreCiphertext("pii@0", new byte[] {1, 2, 3}).encode())
                .isEqualTo(base64(HEADER + "010203"));
    }

    @Test
    void decode_encoded_isTheSame() throws IOException {
        KeystoreCiphertext decoded = KeystoreCiphertext.decode(base64(HEADER + "010203"));
        assertThat(decoded.keyVersion()).isEqualTo("pii@0");
        assertThat(decoded.sealed()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0100", "010005", "0100057069", "01ffff70"})
    void decode_truncated_fails(String hex) {
        assertThatIOException().isThrownBy(() -> KeystoreCiphertext.decode(base64(hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02", "ff"})
    void decode_otherFormat_fails(String format) {
        assertThatIOException()
                .isThrownBy(() -> KeystoreCiphertext.decode(base64(format + HEADER.substring(2))))
                .withMessage("unknown format");
    }

    @Test
    void decode_overLong_fails() {
        assertThatIOException()
                .isThrownBy(() -> KeystoreCiphertext.decode("A".repeat(2_049)))
                .withMessage("longer than 2048 characters");
    }

    @Test
    void aad_layout_isHeaderAndContext() {
        assertThat(HexFormat.of().formatHex(KeystoreCiphertext.aad("pii@0", new EncryptionContext(Map.of("a", "b")))))
                .isEqualTo(HEADER + "00000001" + "00000001" + "61" + "00000001" + "62");
    }

    @Test
    void aad_versionsAndContexts_areTold() {
        EncryptionContext context = new EncryptionContext(Map.of("a", "b"));
        assertThat(KeystoreCiphertext.aad("pii@0", context))
                .isNotEqualTo(KeystoreCiphertext.aad("pii@1", context))
                .isNotEqualTo(KeystoreCiphertext.aad("pii@0", EncryptionContext.NONE));
    }
}
