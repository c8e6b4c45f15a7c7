package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Who is let in, and what they may do. */
final class CallersTest {

    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("secret");
    private static final String WRITER = "AKIAWRITER";

    private final TestKms kms = TestKms.start();
    private final String key = kms.createKey();
    private final String otherKey = kms.createKey();

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void newCaller_mayDoEverythingInItsAccount() {
        Caller writer = kms.addCaller(WRITER, "secret");
        assertThat(outcomeOfEncrypt(writer, key)).isEqualTo("OK");
        assertThat(kms.caller(WRITER)).isSameAs(writer);
    }

    @Test
    void callerAddedTwice_orNotAtAll_isRefused() {
        kms.addCaller(WRITER, "secret");
        assertThatIllegalArgumentException().isThrownBy(() -> kms.addCaller(WRITER, "other"));
        assertThatIllegalArgumentException().isThrownBy(() -> kms.caller("AKIANOBODY"));
    }

    @Test
    void unknownCaller_isNotRecognized() {
        Caller stranger = new Caller("AKIANOBODY", "secret", null, TestKms.ACCOUNT, "arn", new Permissions());
        assertThat(outcomeOfEncrypt(stranger, key)).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void wrongSecret_isAnInvalidSignature() {
        kms.addCaller(WRITER, "secret");
        Caller impostor = new Caller(WRITER, "guess", null, TestKms.ACCOUNT, "arn", new Permissions());
        assertThat(outcomeOfEncrypt(impostor, key)).isEqualTo("InvalidSignatureException");
    }

    @Test
    void tokenWhereNoneBelongs_isNotRecognized() {
        kms.addCaller(WRITER, "secret");
        Caller odd = new Caller(WRITER, "secret", "token", TestKms.ACCOUNT, "arn", new Permissions());
        assertThat(outcomeOfEncrypt(odd, key)).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void expiredCaller_isTold() {
        Caller writer = kms.addCaller(WRITER, "secret");
        writer.expire();
        assertThat(outcomeOfEncrypt(writer, key)).isEqualTo("ExpiredTokenException");
        assertThat(outcomeOfEncrypt(kms.caller(), key)).isEqualTo("OK");
    }

    @Test
    void denied_onOneKey_inAwsWords() {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.ENCRYPT, key);
        try (KmsClient client = SdkClients.kms(kms)) {
            assertThatExceptionOfType(KmsException.class)
                    .isThrownBy(() -> client.encrypt(r -> r.keyId(key).plaintext(SECRET)))
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                    .withMessageContaining(
                            "User: arn:aws:iam::111122223333:user/akiaiosfodnn7example is not authorized to perform:"
                                    + " kms:Encrypt on resource: " + key
                                    + " with an explicit deny in an identity-based policy");
        }
        assertThat(outcomeOfEncrypt(kms.caller(), otherKey)).isEqualTo("OK");
        kms.caller().permissions().reset();
        assertThat(outcomeOfEncrypt(kms.caller(), key)).isEqualTo("OK");
    }

    @Test
    void denied_onEveryKey() {
        kms.caller().permissions().deny(Operation.ENCRYPT);
        assertThat(outcomeOfEncrypt(kms.caller(), key)).isEqualTo("AccessDeniedException");
        assertThat(outcomeOfEncrypt(kms.caller(), otherKey)).isEqualTo("AccessDeniedException");
    }

    @Test
    void writerThatCannotRead() {
        Caller writer = kms.addCaller(WRITER, "secret");
        kms.allowOnly(WRITER, EnumSet.of(Operation.GENERATE_DATA_KEY));
        try (KmsClient client = SdkClients.kms(kms, writer, TestKms.REGION)) {
            SdkBytes blob =
                    client.generateDataKey(r -> r.keyId(key).numberOfBytes(32)).ciphertextBlob();
            assertThatExceptionOfType(KmsException.class)
                    .isThrownBy(() -> client.decrypt(r -> r.ciphertextBlob(blob)))
                    .withMessageContaining("because no identity-based policy allows the kms:Decrypt action");
        }
    }

    @Test
    void allowedOnly_onOneKey() {
        kms.caller().permissions().allowOnly(EnumSet.of(Operation.ENCRYPT), key);
        assertThat(outcomeOfEncrypt(kms.caller(), key)).isEqualTo("OK");
        assertThat(outcomeOfEncrypt(kms.caller(), otherKey)).isEqualTo("AccessDeniedException");
    }

    @Test
    void reEncrypt_needsBothKeys() {
        kms.caller().permissions().deny(Operation.RE_ENCRYPT, otherKey);
        try (KmsClient client = SdkClients.kms(kms)) {
            SdkBytes blob = client.encrypt(r -> r.keyId(key).plaintext(SECRET)).ciphertextBlob();
            SdkBytes otherBlob =
                    client.encrypt(r -> r.keyId(otherKey).plaintext(SECRET)).ciphertextBlob();
            assertThatExceptionOfType(KmsException.class)
                    .isThrownBy(
                            () -> client.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(otherKey)))
                    .withMessageContaining("kms:ReEncryptTo");
            assertThatExceptionOfType(KmsException.class)
                    .isThrownBy(() ->
                            client.reEncrypt(r -> r.ciphertextBlob(otherBlob).destinationKeyId(key)))
                    .withMessageContaining("kms:ReEncryptFrom");
        }
    }

    @Test
    void callerOfAnotherAccount_hasItsOwnAliases() {
        Caller stranger = kms.addCaller("AKIASTRANGER", "secret", "444455556666");
        kms.alias("alias/pii", key);
        assertThat(outcomeOfEncrypt(stranger, "alias/pii")).isEqualTo("NotFoundException");
        kms.alias("alias/pii", kms.createKey(TestKms.REGION, "444455556666"));
        assertThat(outcomeOfEncrypt(stranger, "alias/pii")).isEqualTo("OK");
        assertThat(outcomeOfEncrypt(stranger, key)).isEqualTo("AccessDeniedException");
    }

    private String outcomeOfEncrypt(Caller caller, String keyId) {
        try (KmsClient client = SdkClients.kms(kms, caller, TestKms.REGION)) {
            client.encrypt(r -> r.keyId(keyId).plaintext(SECRET));
            return "OK";
        } catch (KmsException e) {
            return e.awsErrorDetails().errorCode();
        }
    }
}
