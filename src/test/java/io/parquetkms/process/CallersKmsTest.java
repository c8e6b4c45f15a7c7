package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Journal;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.keys.FakeKekBroker;
import io.parquetkms.keys.Keyring;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As whom a KMS is asked, by real Hadoop users. */
final class CallersKmsTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final KeyringOptions OPTIONS =
            new KeyringOptions(Duration.ofHours(1), Duration.ZERO, 1_000, 10, Duration.ZERO);
    private static final UserGroupInformation ALICE = UserGroupInformation.createRemoteUser("alice");
    private static final UserGroupInformation CAROL = UserGroupInformation.createRemoteUser("carol");

    private final UserRecordingProvider provider = new UserRecordingProvider();
    private final AtomicLong now = new AtomicLong();
    private final KmsKeys kmsKeys = TestAccess.of("parquet.kms.key.pii", PII).keys();
    private final ExecutorService background = as(CAROL, CallersKmsTest::poolThatIsInUse);

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    private static <T> T as(UserGroupInformation user, Callable<T> action) {
        return user.doAs((PrivilegedAction<T>) () -> {
            try {
                return action.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Its one thread is made now, by whoever calls this. */
    private static ExecutorService poolThatIsInUse() throws Exception {
        ExecutorService pool = DaemonThreads.pool("test-renewal", 1);
        pool.submit(() -> {}).get();
        return pool;
    }

    private Keyring keyringOf(UserGroupInformation user) {
        CallersKms kms = as(user, () -> new CallersKms(provider, Caller.current("DEFAULT")));
        Ticker ticker = now::get;
        return new Keyring(kms, null, OPTIONS, ticker, background, new Journal());
    }

    private void wrap(Keyring keyring) {
        keyring.wrap(new byte[16], Requests.toWrite(PII, 128, EncryptionContext.NONE), kmsKeys, null, "orders");
    }

    private void finishRenewals() throws Exception {
        background.submit(() -> {}).get();
    }

    @Test
    void renewal_onAThreadThatAnotherUserCausedToBe_isTheKeyringsUsers() throws Exception {
        try (Keyring keyring = keyringOf(ALICE)) {
            as(ALICE, () -> {
                wrap(keyring);
                now.addAndGet(Duration.ofMinutes(59).toNanos());
                wrap(keyring);
                return keyring;
            });
            finishRenewals();
        }
        assertThat(provider.users).containsExactly("alice: open", "alice: GenerateDataKey", "alice: GenerateDataKey");
    }

    @Test
    void call_onAThreadThatAnEngineRunsAsSomebodyElse_isTheKeyringsUsers() {
        try (Keyring keyring = keyringOf(ALICE)) {
            as(CAROL, () -> {
                wrap(keyring);
                return keyring;
            });
        }
        assertThat(provider.users).containsExactly("alice: open", "alice: GenerateDataKey");
    }

    @Test
    void call_ofTheSameUserLoggedInAgain_goesOnWithThatLogin() throws Exception {
        UserGroupInformation again = UserGroupInformation.createRemoteUser("alice");
        CallersKms kms = as(ALICE, () -> new CallersKms(provider, Caller.current("DEFAULT")));
        kms.seen(new Caller(again, "DEFAULT"));
        try (Keyring keyring = new Keyring(kms, null, OPTIONS, now::get, background, new Journal())) {
            background.submit(() -> wrap(keyring)).get();
        }
        assertThat(provider.logins).last().isEqualTo(again);
    }

    /** As on an executor in mode {@code keys}: its JVM need not set up an SDK, nor read a trust store. */
    @Test
    void keyring_whoseKeysComeFromABroker_opensNoKms() {
        FakeKekBroker broker = new FakeKekBroker();
        broker.fail(KmsError.DENIED);
        CallersKms kms = as(ALICE, () -> new CallersKms(provider, Caller.current("DEFAULT")));
        try (Keyring keyring = new Keyring(kms, broker, OPTIONS, now::get, background, new Journal())) {
            assertThatThrownBy(() -> wrap(keyring)).isInstanceOf(KeyAccessDeniedException.class);
        }
        assertThat(broker.asked).hasSize(1);
        assertThat(provider.users).isEmpty();
    }

    @Test
    void pool_threadsOfAUser_inheritNoUser() throws Exception {
        String process = UserGroupInformation.getLoginUser().getUserName();
        assertThat(process).isNotEqualTo("carol");
        assertThat(background
                        .submit(() -> UserGroupInformation.getCurrentUser().getUserName())
                        .get())
                .isEqualTo(process);
        ExecutorService scheduled =
                as(CAROL, () -> Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("test-client")));
        try {
            assertThat(as(
                                    CAROL,
                                    () -> scheduled.submit(() -> UserGroupInformation.getCurrentUser()
                                            .getUserName()))
                            .get())
                    .isEqualTo(process);
        } finally {
            scheduled.shutdownNow();
        }
    }
}
