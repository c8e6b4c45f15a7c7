package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.TestSettings;
import io.parquetkms.keys.FakeKekBroker;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsException;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose keyrings ask a broker. Its answers tell who asked it; whoever doesn't finds no KMS here. */
final class KeyringsTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final Caller ALICE = caller("alice", "DEFAULT");

    private final FakeKekBroker broker = new FakeKekBroker();
    private final KmsRuntime runtime = new KmsRuntime();
    private final KeyAccess access = access("us-east-1");

    private static Caller caller(String user, String token) {
        return new Caller(UserGroupInformation.createRemoteUser(user), token);
    }

    private KeyAccess access(String region) {
        return runtime.access(TestSettings.configuration(
                "parquet.kms.aws.region", region,
                "parquet.kms.aws.endpoint", "http://127.0.0.1:1",
                "parquet.kms.aws.max.attempts", "1",
                "parquet.kms.aws.credentials", "profile:nobody-has-this-one"));
    }

    @AfterEach
    void end() {
        runtime.close();
    }

    private void wrap(Caller caller, KeyAccess access) {
        runtime.keyring(caller, access)
                .wrap(new byte[16], Requests.toWrite(PII, 128, EncryptionContext.NONE), access.keys(), null, "orders");
    }

    @Test
    void useBroker_itsCaller_asksIt() {
        broker.fail(KmsError.DENIED);
        runtime.useBroker(ALICE, access.provider(), broker);

        assertThatThrownBy(() -> wrap(ALICE, access)).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(broker.asked).hasSize(1);
    }

    /** Another user, another token, or another way to the KMS: none of the keys that the driver fetched for itself. */
    @Test
    void useBroker_anyoneElse_asksTheKms() {
        runtime.useBroker(ALICE, access.provider(), broker);

        assertThatThrownBy(() -> wrap(caller("bob", "DEFAULT"), access)).isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> wrap(caller("alice", "other token"), access)).isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> wrap(ALICE, access("eu-west-1"))).isInstanceOf(KmsException.class);
        assertThat(broker.asked).isEmpty();
    }

    @Test
    void useBroker_keyringsThatAreOpen_askItToo() {
        assertThatThrownBy(() -> wrap(ALICE, access)).isInstanceOf(KmsException.class);
        broker.fail(KmsError.DENIED);
        runtime.useBroker(ALICE, access.provider(), broker);

        assertThatThrownBy(() -> wrap(ALICE, access)).isInstanceOf(KeyAccessDeniedException.class);
    }

    @Test
    void another_runtime_hasNeitherBrokerNorCounts() {
        broker.fail(KmsError.DENIED);
        runtime.useBroker(ALICE, access.provider(), broker);
        assertThatThrownBy(() -> wrap(ALICE, access)).isInstanceOf(KeyAccessDeniedException.class);
        try (KmsRuntime other = new KmsRuntime()) {
            assertThatThrownBy(() -> other.keyring(ALICE, access)
                            .wrap(
                                    new byte[16],
                                    Requests.toWrite(PII, 128, EncryptionContext.NONE),
                                    access.keys(),
                                    null,
                                    "orders"))
                    .isInstanceOf(KmsException.class);
            assertThat(other.journal().statistics().snapshot().calls().unsent()).isEqualTo(1);
        }
        assertThat(runtime.journal().statistics().snapshot().calls().byKind()).isEmpty();
        assertThat(broker.asked).hasSize(1);
    }
}
