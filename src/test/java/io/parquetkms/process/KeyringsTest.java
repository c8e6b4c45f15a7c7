package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.Statistics;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.FakeKekBroker;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose keyrings ask a broker. Its answers tell who asked it; whoever doesn't finds no KMS here. */
final class KeyringsTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final Caller ALICE = new Caller("alice", "DEFAULT");

    private final FakeKekBroker broker = new FakeKekBroker();
    private final Settings settings = settings("us-east-1");

    private static Settings settings(String region) {
        Configuration configuration = new Configuration(false);
        configuration.set("parquet.kms.aws.region", region);
        configuration.set("parquet.kms.aws.endpoint", "http://127.0.0.1:1");
        configuration.set("parquet.kms.aws.max.attempts", "1");
        configuration.set("parquet.kms.aws.credentials", "profile:nobody-has-this-one");
        return Settings.of(configuration);
    }

    @AfterEach
    void end() {
        Keyrings.startAfresh();
    }

    private static void wrap(Caller caller, Settings settings) {
        Keyrings.of(caller, settings)
                .wrap(new byte[16], new KekRequest.ToWrite(PII, 128, EncryptionContext.NONE), null, "orders");
    }

    @Test
    void useBroker_itsCaller_asksIt() {
        broker.fail(KmsError.DENIED);
        Keyrings.useBroker(ALICE, settings.provider(), broker);

        assertThatThrownBy(() -> wrap(ALICE, settings)).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(broker.asked).hasSize(1);
    }

    /** Another user, another token, or another way to the KMS: none of the keys that the driver fetched for itself. */
    @Test
    void useBroker_anyoneElse_asksTheKms() {
        Keyrings.useBroker(ALICE, settings.provider(), broker);

        assertThatThrownBy(() -> wrap(new Caller("bob", "DEFAULT"), settings)).isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> wrap(new Caller("alice", "other token"), settings))
                .isInstanceOf(KmsException.class);
        assertThatThrownBy(() -> wrap(ALICE, settings("eu-west-1"))).isInstanceOf(KmsException.class);
        assertThat(broker.asked).isEmpty();
    }

    @Test
    void useBroker_keyringsThatAreOpen_askItToo() {
        assertThatThrownBy(() -> wrap(ALICE, settings)).isInstanceOf(KmsException.class);
        broker.fail(KmsError.DENIED);
        Keyrings.useBroker(ALICE, settings.provider(), broker);

        assertThatThrownBy(() -> wrap(ALICE, settings)).isInstanceOf(KeyAccessDeniedException.class);
    }

    @Test
    void startAfresh_forgetsBrokerAndCounts() {
        broker.fail(KmsError.DENIED);
        Keyrings.useBroker(ALICE, settings.provider(), broker);
        assertThatThrownBy(() -> wrap(ALICE, settings)).isInstanceOf(KeyAccessDeniedException.class);
        Keyrings.startAfresh();
        assertThat(Keyrings.statistics()).isEqualTo(Statistics.Snapshot.NONE);

        assertThatThrownBy(() -> wrap(ALICE, settings)).isInstanceOf(KmsException.class);
        assertThat(Keyrings.statistics().calls().failed()).isEqualTo(1);
        assertThat(broker.asked).hasSize(1);
    }
}
