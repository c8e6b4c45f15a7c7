package io.parquetkms.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.AEADBadTagException;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyBytesTest {

    private static final byte[] PLAINTEXT = "sixteen bytes ok".getBytes(UTF_8);
    private static final byte[] AAD = "aad".getBytes(UTF_8);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void copyOf_keyLength_isCopiedInAndOut(int length) {
        byte[] bytes = KeyBytes.randomBytes(length);
        byte[] before = bytes.clone();
        KeyBytes key = KeyBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        byte[] out = key.toByteArray();
        assertThat(out).isEqualTo(before);
        Arrays.fill(out, (byte) 0);
        assertThat(key.toByteArray()).isEqualTo(before);
        assertThat(key.bits()).isEqualTo(length * 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 23, 31, 33, 64, 4096})
    void copyOf_otherLength_isRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyBytes.copyOf(new byte[length]))
                .withMessage("Invalid key length: " + length + " (must be 16, 24 or 32 bytes)");
        assertThat(KeyBytes.isKeyLength(length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void random_eachTime_isAnother(int bits) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            KeyBytes key = KeyBytes.random(bits);
            assertThat(key.bits()).isEqualTo(bits);
            keys.add(HexFormat.of().formatHex(key.toByteArray()));
        }
        assertThat(keys).hasSize(100);
    }

    @Test
    void random_noKeyLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyBytes.random(512));
    }

    /** Test cases 4, 10 and 16 of "The Galois/Counter Mode of Operation (GCM)" (McGrew, Viega), submitted to NIST. */
    @ParameterizedTest
    @CsvSource({
        "feffe9928665731c6d6a8f9467308308,"
                + "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091,"
                + "5bc94fbc3221a5db94fae95ae7121a47",
        "feffe9928665731c6d6a8f9467308308feffe9928665731c,"
                + "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c"
                + "7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710,"
                + "2519498e80f1478f37ba55bd6d27618c",
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308,"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662,"
                + "76fc6ece0f4e1768cddf8853bb2d551b",
    })
    void open_publishedVector_isItsPlaintext(String key, String ciphertext, String tag) throws AEADBadTagException {
        byte[] sealed = hex("cafebabefacedbaddecaf888" + ciphertext + tag);
        byte[] aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        assertThat(KeyBytes.copyOf(hex(key)).open(sealed, aad))
                .isEqualTo(hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void open_sealed_isThePlaintext(int bits) throws AEADBadTagException {
        KeyBytes key = KeyBytes.random(bits);
        byte[] sealed = key.seal(PLAINTEXT, AAD);
        assertThat(sealed).hasSize(12 + PLAINTEXT.length + 16);
        assertThat(key.open(sealed, AAD)).isEqualTo(PLAINTEXT);
        assertThat(key.open(key.seal(new byte[0], new byte[0]), new byte[0])).isEmpty();
    }

    /** Over 256, so that a byte of the nonce carries. */
    @Test
    void sealEach_manyOfAnyLength_eachOpensWithTheNextNonce() throws AEADBadTagException {
        KeyBytes key = KeyBytes.random(128);
        List<byte[]> plaintexts = IntStream.range(0, 300)
                .mapToObj(i -> ("plaintext " + i).getBytes(UTF_8))
                .toList();

        List<byte[]> sealed = key.sealEach(plaintexts, AAD, byte[]::clone);

        assertThat(sealed).hasSameSizeAs(plaintexts);
        for (int i = 0; i < sealed.size(); i++) {
            assertThat(key.open(sealed.get(i), AAD)).isEqualTo(plaintexts.get(i));
            assertThat(nonce(sealed.get(i)))
                    .isEqualTo(nonce(sealed.get(0)).add(BigInteger.valueOf(i)).mod(BigInteger.ONE.shiftLeft(96)));
        }
        assertThat(nonce(key.sealEach(plaintexts, AAD, byte[]::clone).get(0))).isNotEqualTo(nonce(sealed.get(0)));
    }

    private static BigInteger nonce(byte[] sealed) {
        return new BigInteger(1, Arrays.copyOf(sealed, 12));
    }

    @Test
    void seal_sameTwice_hasAnotherNonce() {
        KeyBytes key = KeyBytes.random(128);
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(HexFormat.of().formatHex(key.seal(PLAINTEXT, AAD), 0, 12));
        }
        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void open_otherKeyOrAad_fails() {
        byte[] sealed = KeyBytes.random(128).seal(PLAINTEXT, AAD);
        assertBadTag(KeyBytes.random(128), sealed, AAD);
        KeyBytes key = KeyBytes.random(128);
        assertBadTag(key, key.seal(PLAINTEXT, AAD), "bad".getBytes(UTF_8));
        assertBadTag(key, key.seal(PLAINTEXT, AAD), new byte[0]);
    }

    @Test
    void open_anyBitFlipped_fails() {
        KeyBytes key = KeyBytes.random(256);
        byte[] sealed = key.seal(PLAINTEXT, AAD);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertBadTag(key, flipped, AAD);
        }
    }

    @Test
    void open_truncated_fails() {
        KeyBytes key = KeyBytes.random(256);
        byte[] sealed = key.seal(PLAINTEXT, AAD);
        for (int length = 0; length < sealed.length; length++) {
            assertBadTag(key, Arrays.copyOf(sealed, length), AAD);
        }
    }

    private static void assertBadTag(KeyBytes key, byte[] sealed, byte[] aad) {
        assertThatExceptionOfType(AEADBadTagException.class).isThrownBy(() -> key.open(sealed, aad));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void seal_opensWithParquetJava_andTheOtherWayRound(int bits) throws AEADBadTagException {
        KeyBytes kek = KeyBytes.random(bits);
        byte[] kekBytes = kek.toByteArray();
        String ours = Base64.getEncoder().encodeToString(kek.seal(PLAINTEXT, AAD));
        assertThat(KeyToolkit.decryptKeyLocally(ours, kekBytes, AAD)).isEqualTo(PLAINTEXT);
        String theirs = KeyToolkit.encryptKeyLocally(PLAINTEXT, kekBytes, AAD);
        assertThat(kek.open(Base64.getDecoder().decode(theirs), AAD)).isEqualTo(PLAINTEXT);
    }

    @Test
    void sameAs_bytes_areCompared() {
        byte[] bytes = KeyBytes.randomBytes(16);
        KeyBytes key = KeyBytes.copyOf(bytes);
        assertThat(key.sameAs(KeyBytes.copyOf(bytes))).isTrue();
        bytes[15] ^= 1;
        assertThat(key.sameAs(KeyBytes.copyOf(bytes))).isFalse();
        assertThat(key.sameAs(KeyBytes.random(256))).isFalse();
    }

    @Test
    void wipe_everyLaterUse_throws() {
        KeyBytes key = KeyBytes.random(128);
        KeyBytes other = KeyBytes.random(128);
        byte[] sealed = key.seal(PLAINTEXT, AAD);
        key.wipe();
        key.wipe();
        assertWiped(key::toByteArray);
        assertWiped(() -> key.seal(PLAINTEXT, AAD));
        assertWiped(() -> key.open(sealed, AAD));
        assertWiped(() -> key.sameAs(other));
        assertWiped(() -> other.sameAs(key));
        assertThat(key.bits()).isEqualTo(128);
        assertThat(key).hasToString("KeyBytes[128 bits]");
    }

    private static void assertWiped(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
        assertThatIllegalStateException().isThrownBy(use).withMessage("Key was wiped");
    }

    @Test
    void toString_bytes_areHidden() {
        assertThat(KeyBytes.random(256)).hasToString("KeyBytes[256 bits]");
        DataKey dataKey = new DataKey(KeyBytes.random(192), new WrappedKey("alias/pii", "c2VjcmV0"), "abc");
        assertThat(dataKey)
                .hasToString(
                        "DataKey[plaintext=KeyBytes[192 bits], wrapped=WrappedKey[alias/pii], requestId=abc, keyMaterialId=]");
    }

    /** A key keeps its cipher; one that failed must not be the next one's. */
    @Test
    void sealAndOpen_afterFailures_workOn() throws AEADBadTagException {
        KeyBytes key = KeyBytes.random(128);
        byte[] aad = {1};
        for (byte i = 0; i < 20; i++) {
            byte[] sealed = key.seal(new byte[] {i}, aad);
            assertThatExceptionOfType(AEADBadTagException.class).isThrownBy(() -> key.open(sealed, new byte[] {2}));
            assertThat(key.open(sealed, aad)).containsExactly(i);
        }
    }
}
