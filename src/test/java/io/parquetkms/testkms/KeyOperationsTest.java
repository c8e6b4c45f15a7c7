package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.ReplicateKeyResponse;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/** Keys' names, states, aliases, Regions and replicas, as AWS's own client meets them. */
final class KeyOperationsTest {

    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("secret");
    private static final String OTHER_ACCOUNT = "444455556666";

    private final TestKms kms = TestKms.start();
    private final KmsClient client = SdkClients.kms(kms);
    private final KmsClient inIreland = SdkClients.kms(kms, kms.caller(), "eu-west-1");

    @AfterEach
    void close() {
        client.close();
        inIreland.close();
        kms.close();
    }

    @Test
    void createKey_describeKey_tellTheSame() {
        KeyMetadata created = client.createKey(r -> r.description("for people")).keyMetadata();
        assertThat(created.arn()).startsWith("arn:aws:kms:us-east-1:111122223333:key/");
        assertThat(created.keyStateAsString()).isEqualTo("Enabled");
        assertThat(created.creationDate()).isNotNull();
        assertThat(client.describeKey(r -> r.keyId(created.keyId())).keyMetadata())
                .isEqualTo(created);
    }

    @Test
    void createKey_external_waitsForItsMaterial() {
        String key = client.createKey(r -> r.origin("EXTERNAL")).keyMetadata().arn();
        assertThatExceptionOfType(KmsInvalidStateException.class)
                .isThrownBy(() -> encrypt(key))
                .withMessageContaining("is pending import");
    }

    @Test
    void createKey_asymmetric_isNotSupported() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.createKey(r -> r.keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT")));
    }

    @Test
    void everyWayToNameAKey_leadsToItsArn() {
        String key = kms.createKey();
        String aliasArn = kms.alias("alias/pii", key);
        assertThat(aliasArn).isEqualTo("arn:aws:kms:us-east-1:111122223333:alias/pii");
        assertThat(encrypt(key)).isEqualTo(key);
        assertThat(encrypt(KeyArn.parse(key).id())).isEqualTo(key);
        assertThat(encrypt("alias/pii")).isEqualTo(key);
        assertThat(encrypt(aliasArn)).isEqualTo(key);
    }

    @Test
    void nameOfNoKey_isNotFound() {
        String id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        assertNotFound(id, "Key 'arn:aws:kms:us-east-1:111122223333:key/" + id + "' does not exist");
        assertNotFound("alias/none", "Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.");
        assertNotFound("nonsense", "Invalid keyId 'nonsense'");
        assertNotFound("arn:aws:kms", "Invalid arn arn:aws:kms");
        assertNotFound("arn:aws:kms:us-east-1:1:key/x", "Invalid arn arn:aws:kms:us-east-1:1:key/x");
    }

    @Test
    void arnOfAnotherRegion_isNotFound() {
        String key = kms.createKey("eu-west-1");
        assertNotFound(key, "Invalid arn eu-west-1");
        assertNotFound(kms.alias("alias/pii", key), "Invalid arn eu-west-1");
        assertNotFound("alias/pii", "Alias arn:aws:kms:us-east-1:111122223333:alias/pii is not found.");
    }

    @Test
    void alias_rePointed_leadsToTheOtherKey() {
        String first = kms.createKey();
        String second = kms.createKey();
        client.createAlias(r -> r.aliasName("alias/pii").targetKeyId(first));
        assertThat(encrypt("alias/pii")).isEqualTo(first);
        client.updateAlias(r -> r.aliasName("alias/pii").targetKeyId(second));
        assertThat(encrypt("alias/pii")).isEqualTo(second);
        kms.alias("alias/pii", first);
        assertThat(encrypt("alias/pii")).isEqualTo(first);
    }

    @Test
    void alias_taken_missing_or_malformed_fails() {
        String key = kms.createKey();
        kms.alias("alias/pii", key);
        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(
                        () -> client.createAlias(r -> r.aliasName("alias/pii").targetKeyId(key)));
        assertCode(
                "NotFoundException",
                () -> client.updateAlias(r -> r.aliasName("alias/none").targetKeyId(key)));
        assertCode(
                "ValidationException",
                () -> client.createAlias(r -> r.aliasName("pii").targetKeyId(key)));
        assertCode(
                "NotAuthorizedException",
                () -> client.createAlias(r -> r.aliasName("alias/aws/pii").targetKeyId(key)));
        assertCode(
                "NotFoundException",
                () -> client.createAlias(r -> r.aliasName("alias/two").targetKeyId("alias/pii")));
    }

    @Test
    void disabledKey_isRefusedUntilEnabled() {
        String key = kms.createKey();
        SdkBytes blob = seal(client, key);
        client.disableKey(r -> r.keyId(key));
        assertThat(stateSeen(key)).isEqualTo("Disabled");
        assertThatExceptionOfType(DisabledException.class)
                .isThrownBy(() -> open(client, blob))
                .withMessageContaining(key + " is disabled.");
        client.enableKey(r -> r.keyId(key));
        assertThat(open(client, blob)).isEqualTo(SECRET);
    }

    @Test
    void keyPendingDeletion_isRefused_andComesBackDisabled() {
        String key = kms.createKey();
        SdkBytes blob = seal(client, key);
        ScheduleKeyDeletionResponse scheduled =
                client.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7));
        assertThat(scheduled.keyId()).isEqualTo(key);
        assertThat(scheduled.keyStateAsString()).isEqualTo("PendingDeletion");
        assertThat(client.describeKey(r -> r.keyId(key)).keyMetadata().deletionDate())
                .isEqualTo(scheduled.deletionDate());
        assertThatExceptionOfType(KmsInvalidStateException.class)
                .isThrownBy(() -> open(client, blob))
                .withMessageContaining(key + " is pending deletion.");
        assertCode("KMSInvalidStateException", () -> client.enableKey(r -> r.keyId(key)));
        assertCode("KMSInvalidStateException", () -> client.scheduleKeyDeletion(r -> r.keyId(key)));
        client.cancelKeyDeletion(r -> r.keyId(key));
        assertThat(kms.state(key)).isEqualTo(KeyState.DISABLED);
        assertCode("KMSInvalidStateException", () -> client.cancelKeyDeletion(r -> r.keyId(key)));
    }

    @Test
    void everyOtherState_isRefused() {
        String key = kms.createKey();
        kms.state(key, KeyState.PENDING_IMPORT);
        assertCode("KMSInvalidStateException", () -> encrypt(key));
        kms.state(key, KeyState.UNAVAILABLE);
        assertCode("KMSInvalidStateException", () -> encrypt(key));
        assertThat(stateSeen(key)).isEqualTo("Unavailable");
        kms.scheduleDeletion(key);
        assertCode("KMSInvalidStateException", () -> encrypt(key));
        kms.enable(key);
        assertThat(encrypt(key)).isEqualTo(key);
    }

    @Test
    void deletedKey_isNotFound_andItsCiphertextAnonymous() {
        String key = kms.createKey();
        SdkBytes blob = seal(client, key);
        kms.alias("alias/pii", key);
        kms.delete(key);
        assertNotFound(key, "Key '" + key + "' does not exist");
        assertNotFound("alias/pii", "Alias arn:aws:kms:us-east-1:111122223333:alias/pii is not found.");
        assertCode("AccessDeniedException", () -> open(client, blob));
    }

    @Test
    void multiRegionKey_replicaOpensWhatThePrimarySealed() {
        String primary = kms.createMultiRegionKey("us-east-1");
        assertThat(KeyArn.parse(primary).id()).matches("mrk-[0-9a-f]{32}");
        String replica = kms.replicate(primary, "eu-west-1");
        assertThat(replica).isEqualTo(primary.replace("us-east-1", "eu-west-1"));
        SdkBytes blob = seal(client, primary);
        assertThat(open(inIreland, blob)).isEqualTo(SECRET);
        assertThat(inIreland
                        .decrypt(r -> r.ciphertextBlob(blob)
                                .keyId(KeyArn.parse(replica).id()))
                        .keyId())
                .isEqualTo(replica);
        kms.rotate(primary);
        assertThat(open(client, seal(inIreland, replica))).isEqualTo(SECRET);
    }

    @Test
    void multiRegionKey_byItsClient() {
        String primary =
                client.createKey(r -> r.multiRegion(true)).keyMetadata().arn();
        ReplicateKeyResponse made = client.replicateKey(r -> r.keyId(primary).replicaRegion("eu-west-1"));
        KeyMetadata replica = made.replicaKeyMetadata();
        assertThat(replica.multiRegionConfiguration().multiRegionKeyType()).isEqualTo(MultiRegionKeyType.REPLICA);
        assertThat(replica.multiRegionConfiguration().primaryKey().arn()).isEqualTo(primary);
        assertThat(client.describeKey(r -> r.keyId(primary))
                        .keyMetadata()
                        .multiRegionConfiguration()
                        .replicaKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.arn()).isEqualTo(replica.arn()));
        assertCode(
                "AlreadyExistsException",
                () -> client.replicateKey(r -> r.keyId(primary).replicaRegion("eu-west-1")));
        assertCode("UnsupportedOperationException", () -> inIreland.rotateKeyOnDemand(r -> r.keyId(replica.arn())));
    }

    @Test
    void replicas_haveStatesOfTheirOwn() {
        String primary = kms.createMultiRegionKey("us-east-1");
        String replica = kms.replicate(primary, "eu-west-1");
        SdkBytes blob = seal(client, primary);
        kms.disable(primary);
        assertCode("DisabledException", () -> open(client, blob));
        assertThat(open(inIreland, blob)).isEqualTo(SECRET);
        assertThat(kms.state(replica)).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void singleRegionKey_isUnknownElsewhere() {
        String key = kms.createKey();
        SdkBytes blob = seal(client, key);
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> open(inIreland, blob))
                .withMessageContaining("The ciphertext refers to a customer master key that does not exist, does not"
                        + " exist in this region, or you are not allowed to access.")
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
        assertCode(
                "UnsupportedOperationException",
                () -> client.replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1")));
    }

    @Test
    void anotherAccountsKey_needsAllowing() {
        String key = kms.createKey("us-east-1", OTHER_ACCOUNT);
        assertCode("AccessDeniedException", () -> encrypt(key));
        assertCode("NotFoundException", () -> encrypt(KeyArn.parse(key).id()));
        kms.caller().permissions().allow(Operation.ENCRYPT, key);
        assertThat(encrypt(key)).isEqualTo(key);
        SdkBytes blob = seal(client, key);
        assertCode("AccessDeniedException", () -> open(client, blob));
        kms.caller().permissions().allow(Operation.DECRYPT, key);
        assertThat(open(client, blob)).isEqualTo(SECRET);
    }

    private String stateSeen(String key) {
        return client.describeKey(r -> r.keyId(key)).keyMetadata().keyStateAsString();
    }

    private String encrypt(String keyId) {
        return client.encrypt(r -> r.keyId(keyId).plaintext(SECRET)).keyId();
    }

    private static SdkBytes seal(KmsClient with, String keyId) {
        return with.encrypt(r -> r.keyId(keyId).plaintext(SECRET)).ciphertextBlob();
    }

    private static SdkBytes open(KmsClient with, SdkBytes blob) {
        return with.decrypt(r -> r.ciphertextBlob(blob)).plaintext();
    }

    private void assertNotFound(String keyId, String message) {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> encrypt(keyId))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message));
    }

    private static void assertCode(String code, Runnable call) {
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
