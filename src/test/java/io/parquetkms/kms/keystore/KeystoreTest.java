package io.parquetkms.kms.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.kms.WrappedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeystoreTest {

    private static final EncryptionContext NONE = EncryptionContext.NONE;

    @TempDir
    private Path directory;

    private KeystoreFile keystore;
    private KmsByName service;

    @BeforeEach
    void open() {
        keystore = new KeystoreFile(directory);
        service = new KmsByName(new KeystoreKms(keystore.options()));
    }

    @AfterEach
    void close() {
        service.close();
        keystore.close();
    }

    private void assertReads(DataKey made) {
        assertThat(service.decrypt(made.wrapped(), NONE).plaintext().sameAs(made.plaintext()))
                .isTrue();
    }

    private static String version(DataKey made) throws IOException {
        return KeystoreCiphertext.decode(made.wrapped().ciphertext()).keyVersion();
    }

    @Test
    void service_notUsed_opensNothing() {
        new KmsByName(new KeystoreKms(new KeystoreOptions("nonsense", null))).close();
        assertThat(Files.exists(keystore.file())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void service_kmsKeyOfAnyLength_works(int bits) {
        keystore.create("pii", bits);
        assertReads(service.generateDataKey("pii", 256, NONE));
    }

    @Test
    void currentVersion_keyMadeLater_isFound() {
        keystore.create("first", 128);
        assertReads(service.generateDataKey("first", 128, NONE));
        keystore.create("second", 128);
        assertReads(service.generateDataKey("second", 128, NONE));
    }

    @Test
    void generateDataKey_rolledBefore_usesTheNewVersion() throws IOException {
        keystore.create("pii", 128);
        keystore.roll("pii");
        assertThat(version(service.generateDataKey("pii", 128, NONE))).isEqualTo("pii@1");
        assertThat(service.describe("pii").state()).isEqualTo("version pii@1");
    }

    /** Hadoop would derive a key of the password again each time. */
    @Test
    void version_readAgain_isTheSameUntilItIsClosedAndWiped() {
        keystore.create("pii", 128);
        Keystore opened = new Keystore(keystore.options());
        KeyBytes key = opened.version("pii", opened.currentVersion("pii"));
        assertThat(opened.version("pii", "pii@0")).isSameAs(key);
        opened.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(key::toByteArray);
    }

    @Test
    void close_usedAgain_opensAgain() throws IOException {
        keystore.create("pii", 128);
        DataKey made = service.generateDataKey("pii", 128, NONE);
        keystore.roll("pii");
        service.close();
        assertReads(made);
        assertThat(version(service.generateDataKey("pii", 128, NONE))).isEqualTo("pii@1");
    }

    @Test
    void missing_key_saysHowToMakeIt() {
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> service.generateDataKey("pii", 128, NONE))
                .withMessageContainingAll(
                        "There is no key 'pii'", "hadoop key create pii -size 256 -provider " + keystore.uri());
    }

    @Test
    void missing_version_saysThatItWasDeleted() {
        keystore.create("pii", 128);
        keystore.roll("pii");
        DataKey made = service.generateDataKey("pii", 128, NONE);
        keystore.delete("pii");
        keystore.create("pii", 128);
        service.close();
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> service.decrypt(made.wrapped(), NONE))
                .withMessageContainingAll("'pii'", "pii@1", "Use a keystore that holds its version");
    }

    @Test
    void decrypt_keyMadeAnew_isInvalid() {
        keystore.create("pii", 128);
        DataKey made = service.generateDataKey("pii", 128, NONE);
        keystore.delete("pii");
        keystore.create("pii", 128);
        service.close();
        assertThatExceptionOfType(InvalidKeyMaterialException.class)
                .isThrownBy(() -> service.decrypt(made.wrapped(), NONE))
                .withMessageContaining("'pii'");
    }

    @Test
    void decrypt_versionOfAnotherKeyInTheBlob_isNotLookedAt() {
        keystore.create("pii", 128);
        keystore.create("hr", 128);
        DataKey made = service.generateDataKey("pii", 128, NONE);
        assertThatExceptionOfType(InvalidKeyMaterialException.class)
                .isThrownBy(() ->
                        service.decrypt(new WrappedKey("hr", made.wrapped().ciphertext()), NONE))
                .withMessageContainingAll("'hr'", "wrapped by another key, pii@0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii", "", "@", "pii@", "@0", "PII@0"})
    void decrypt_strangeVersionName_isRefused(String version) {
        keystore.create("pii", 128);
        String ciphertext = new KeystoreCiphertext(version, new byte[44]).encode();
        assertThatExceptionOfType(org.apache.parquet.crypto.ParquetCryptoRuntimeException.class)
                .isThrownBy(() -> service.decrypt(new WrappedKey("pii", ciphertext), NONE))
                .matches(e -> e instanceof InvalidKeyMaterialException || e instanceof KeyNotFoundException);
    }

    @Test
    void decrypt_sealedIsNoKey_isInvalid() {
        keystore.create("pii", 128);
        String ciphertext = Base64.getEncoder().encodeToString(new byte[] {1, 0, 5, 'p', 'i', 'i', '@', '0'});
        assertThatExceptionOfType(InvalidKeyMaterialException.class)
                .isThrownBy(() -> service.decrypt(new WrappedKey("pii", ciphertext), NONE));
    }

    @Test
    void open_wrongPassword_isDeniedSayingWhatToCheck() {
        keystore.create("pii", 128);
        try (KmsByName denied = new KmsByName(new KeystoreKms(keystore.optionsWithWrongPassword()))) {
            assertThatExceptionOfType(KeyAccessDeniedException.class)
                    .isThrownBy(() -> denied.describe("pii"))
                    .withMessageContainingAll(
                            "'pii'", "HADOOP_KEYSTORE_PASSWORD", "java-keystore-provider.password-file")
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void open_passwordFileMissing_fails() {
        keystore.create("pii", 128);
        KeystoreOptions options = new KeystoreOptions(keystore.uri().toString(), "no-such-file");
        try (KmsByName failing = new KmsByName(new KeystoreKms(options))) {
            assertThatExceptionOfType(KmsUnavailableException.class)
                    .isThrownBy(() -> failing.describe("pii"))
                    .withMessageContainingAll("Password file does not exist", "java-keystore-provider.password-file");
        }
    }

    @Test
    void open_damagedFile_isUnavailable() throws IOException {
        Files.writeString(keystore.file(), "no keystore");
        assertThatExceptionOfType(KmsUnavailableException.class)
                .isThrownBy(() -> service.describe("pii"))
                .withMessageContainingAll("'pii'", "hadoop.security.key.provider.path")
                .withCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "user:///",
                "localjceks://file/keys.jceks",
                "jceks:// /keys.jceks",
                "kms://http@127.0.0.1:1/kms"
            })
    void open_noKeystoreUri_saysHowOneLooks(String uri) {
        try (KmsByName failing = new KmsByName(new KeystoreKms(new KeystoreOptions(uri, null)))) {
            assertThatExceptionOfType(KmsUnavailableException.class)
                    .isThrownBy(() -> failing.describe("pii"))
                    .withMessageContaining("must look like jceks://file/");
        }
    }
}
