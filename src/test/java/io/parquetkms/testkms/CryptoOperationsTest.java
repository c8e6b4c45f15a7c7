package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** What AWS's own client meets when it uses a key. */
final class CryptoOperationsTest {

    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("secret");
    private static final Map<String, String> CONTEXT = Map.of("table", "people", "column", "ssn");

    private final TestKms kms = TestKms.start();
    private final KmsClient client = SdkClients.kms(kms);
    private final String key = kms.createKey();

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void generateDataKey_decrypt_givesTheSameKey() {
        GenerateDataKeyResponse dataKey = client.generateDataKey(
                r -> r.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
        assertThat(dataKey.keyId()).isEqualTo(key);
        assertThat(dataKey.plaintext().asByteArray()).hasSize(32);
        assertThat(dataKey.keyMaterialId()).hasSize(64);

        DecryptResponse opened =
                client.decrypt(r -> r.ciphertextBlob(dataKey.ciphertextBlob()).encryptionContext(CONTEXT));
        assertThat(opened.plaintext()).isEqualTo(dataKey.plaintext());
        assertThat(opened.keyId()).isEqualTo(key);
        assertThat(opened.encryptionAlgorithmAsString()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(opened.keyMaterialId()).isEqualTo(dataKey.keyMaterialId());
    }

    @Test
    void generateDataKey_lengthIsAsAsked() {
        assertThat(client.generateDataKey(r -> r.keyId(key).keySpec(DataKeySpec.AES_128))
                        .plaintext()
                        .asByteArray())
                .hasSize(16);
        assertThat(client.generateDataKey(r -> r.keyId(key).numberOfBytes(1024))
                        .plaintext()
                        .asByteArray())
                .hasSize(1024);
    }

    @Test
    void generateDataKey_isFreshEachTime() {
        assertThat(client.generateDataKey(r -> r.keyId(key).numberOfBytes(24)).plaintext())
                .isNotEqualTo(client.generateDataKey(r -> r.keyId(key).numberOfBytes(24))
                        .plaintext());
    }

    @Test
    void generateDataKey_badLength_fails() {
        assertCode("ValidationException", () -> client.generateDataKey(r -> r.keyId(key)));
        assertCode(
                "ValidationException",
                () -> client.generateDataKey(r -> r.keyId(key).numberOfBytes(0)));
        assertCode(
                "ValidationException",
                () -> client.generateDataKey(r -> r.keyId(key).numberOfBytes(1025)));
        assertCode(
                "ValidationException",
                () -> client.generateDataKey(r -> r.keyId(key).keySpec("AES_192")));
        assertCode(
                "ValidationException",
                () -> client.generateDataKey(
                        r -> r.keyId(key).keySpec("AES_256").numberOfBytes(32)));
    }

    @Test
    void encrypt_sameTwice_givesOtherCiphertexts() {
        assertThat(encrypt(CONTEXT).ciphertextBlob())
                .isNotEqualTo(encrypt(CONTEXT).ciphertextBlob());
    }

    @Test
    void encrypt_ciphertextHidesThePlaintext() {
        assertThat(encrypt(CONTEXT).ciphertextBlob().asString(StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void decrypt_contextInAnyOrder_works() {
        SdkBytes blob = encrypt(Map.of("a", "1", "b", "2", "c", "3")).ciphertextBlob();
        assertThat(decrypt(blob, Map.of("c", "3", "a", "1", "b", "2"))).isEqualTo(SECRET);
    }

    @Test
    void decrypt_wrongContext_fails() {
        SdkBytes blob = encrypt(CONTEXT).ciphertextBlob();
        assertInvalid(blob, Map.of());
        assertInvalid(blob, Map.of("table", "people"));
        assertInvalid(blob, Map.of("table", "people", "column", "SSN"));
        assertInvalid(blob, Map.of("table", "people", "column", "ssn", "more", "x"));
        assertInvalid(encrypt(Map.of("a", "bc")).ciphertextBlob(), Map.of("ab", "c"));
        assertInvalid(encrypt(Map.of()).ciphertextBlob(), CONTEXT);
    }

    @Test
    void decrypt_anyFlippedBit_fails() {
        byte[] blob = encrypt(CONTEXT).ciphertextBlob().asByteArray();
        for (int bit = 0; bit < blob.length * 8; bit++) {
            byte[] damaged = blob.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertInvalid(SdkBytes.fromByteArray(damaged), CONTEXT);
        }
    }

    @Test
    void decrypt_truncated_fails() {
        byte[] blob = encrypt(CONTEXT).ciphertextBlob().asByteArray();
        for (int length = 1; length < blob.length; length++) {
            assertInvalid(SdkBytes.fromByteArray(Arrays.copyOf(blob, length)), CONTEXT);
        }
    }

    @Test
    void decrypt_garbage_failsWithoutMessage() {
        assertThatExceptionOfType(InvalidCiphertextException.class)
                .isThrownBy(() -> client.decrypt(r -> r.ciphertextBlob(SdkBytes.fromUtf8String("garbage"))))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorMessage()).isNull())
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
    }

    @Test
    void decrypt_namedKey_mustBeTheRightOne() {
        SdkBytes blob = encrypt(Map.of()).ciphertextBlob();
        String other = kms.createKey();
        assertThat(client.decrypt(r -> r.ciphertextBlob(blob).keyId(key)).plaintext())
                .isEqualTo(SECRET);
        assertThatExceptionOfType(IncorrectKeyException.class)
                .isThrownBy(() -> client.decrypt(r -> r.ciphertextBlob(blob).keyId(other)));
    }

    @Test
    void reEncrypt_movesToAnotherKeyAndContext() {
        String other = kms.createKey();
        SdkBytes blob = encrypt(CONTEXT).ciphertextBlob();
        ReEncryptResponse moved = client.reEncrypt(r -> r.ciphertextBlob(blob)
                .sourceEncryptionContext(CONTEXT)
                .destinationKeyId(other)
                .destinationEncryptionContext(Map.of("new", "context")));
        assertThat(moved.sourceKeyId()).isEqualTo(key);
        assertThat(moved.keyId()).isEqualTo(other);
        DecryptResponse opened = client.decrypt(
                r -> r.ciphertextBlob(moved.ciphertextBlob()).encryptionContext(Map.of("new", "context")));
        assertThat(opened.plaintext()).isEqualTo(SECRET);
        assertThat(opened.keyId()).isEqualTo(other);
    }

    @Test
    void reEncrypt_wrongSource_fails() {
        SdkBytes blob = encrypt(CONTEXT).ciphertextBlob();
        assertCode(
                "InvalidCiphertextException",
                () -> client.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(key)));
        assertCode(
                "IncorrectKeyException",
                () -> client.reEncrypt(r -> r.ciphertextBlob(blob)
                        .sourceEncryptionContext(CONTEXT)
                        .sourceKeyId(kms.createKey())
                        .destinationKeyId(key)));
    }

    @Test
    void dryRun_thatWouldWork_saysSo() {
        SdkBytes blob = encrypt(CONTEXT).ciphertextBlob();
        assertDryRun(
                () -> client.generateDataKey(r -> r.keyId(key).numberOfBytes(32).dryRun(true)));
        assertDryRun(() -> client.encrypt(r -> r.keyId(key).plaintext(SECRET).dryRun(true)));
        assertDryRun(() -> client.decrypt(
                r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT).dryRun(true)));
        assertDryRun(() -> client.reEncrypt(r -> r.ciphertextBlob(blob)
                .sourceEncryptionContext(CONTEXT)
                .destinationKeyId(key)
                .dryRun(true)));
    }

    @Test
    void dryRun_ignoringTheCiphertext_needsNone() {
        assertDryRun(() -> client.decrypt(r -> r.keyId(key)
                .dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)
                .dryRun(true)));
        assertCode("ValidationException", () -> client.decrypt(r -> r.keyId(key).dryRun(true)));
        assertCode(
                "ValidationException",
                () -> client.decrypt(r -> r.keyId(key).dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)));
    }

    @Test
    void dryRun_thatWouldFail_failsAlike() {
        kms.disable(key);
        assertCode(
                "DisabledException",
                () -> client.decrypt(r -> r.keyId(key)
                        .dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)
                        .dryRun(true)));
        assertCode(
                "DisabledException",
                () -> client.encrypt(r -> r.keyId(key).plaintext(SECRET).dryRun(true)));
    }

    @Test
    void overLimit_fails() {
        SdkBytes most = SdkBytes.fromByteArray(new byte[4096]);
        assertThat(client.encrypt(r -> r.keyId(key).plaintext(most)).keyId()).isEqualTo(key);
        assertCode("ValidationException", () -> client.encrypt(r -> r.keyId(key).plaintext(sized(4097))));
        assertCode("ValidationException", () -> client.encrypt(r -> r.keyId(key).plaintext(sized(0))));
        assertCode("ValidationException", () -> client.decrypt(r -> r.ciphertextBlob(sized(6145))));
        assertCode("InvalidCiphertextException", () -> client.decrypt(r -> r.ciphertextBlob(sized(6144))));
        assertCode(
                "ValidationException",
                () -> client.encrypt(r -> r.keyId("k".repeat(2049)).plaintext(SECRET)));
        assertCode("ValidationException", () -> client.encrypt(r -> r.plaintext(SECRET)));
        assertCode("ValidationException", () -> encrypt(Map.of("much", "x".repeat(8192))));
    }

    @Test
    void otherAlgorithm_fails() {
        assertThatExceptionOfType(InvalidKeyUsageException.class)
                .isThrownBy(() ->
                        client.encrypt(r -> r.keyId(key).plaintext(SECRET).encryptionAlgorithm("RSAES_OAEP_SHA_256")));
    }

    @Test
    void rotation_keepsOldCiphertextReadable() {
        SdkBytes old = encrypt(CONTEXT).ciphertextBlob();
        String oldMaterial = materialOf(old);
        kms.rotate(key);
        client.rotateKeyOnDemand(r -> r.keyId(key));
        SdkBytes fresh = encrypt(CONTEXT).ciphertextBlob();
        assertThat(decrypt(old, CONTEXT)).isEqualTo(SECRET);
        assertThat(decrypt(fresh, CONTEXT)).isEqualTo(SECRET);
        assertThat(materialOf(old)).isEqualTo(oldMaterial).isNotEqualTo(materialOf(fresh));
    }

    private static SdkBytes sized(int length) {
        return SdkBytes.fromByteArray(new byte[length]);
    }

    private EncryptResponse encrypt(Map<String, String> context) {
        return client.encrypt(r -> r.keyId(key).plaintext(SECRET).encryptionContext(context));
    }

    private SdkBytes decrypt(SdkBytes blob, Map<String, String> context) {
        return client.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(context))
                .plaintext();
    }

    private String materialOf(SdkBytes blob) {
        return client.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT))
                .keyMaterialId();
    }

    private void assertInvalid(SdkBytes blob, Map<String, String> context) {
        assertThatExceptionOfType(InvalidCiphertextException.class).isThrownBy(() -> decrypt(blob, context));
    }

    private static void assertDryRun(Runnable call) {
        assertThatExceptionOfType(DryRunOperationException.class).isThrownBy(call::run);
    }

    private static void assertCode(String code, Runnable call) {
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
