package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.Journal;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.KmsCall;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.Statistics.Snapshot;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.process.TestAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.Test;

/** What a keyring tells of itself: counts, calls, what its keys were used for, and which are in memory. */
final class KeyringStatisticsTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final String FINANCE = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000b";
    private static final EncryptionContext NONE = EncryptionContext.NONE;

    private final FakeKms service = new FakeKms();
    private final FakeTicker ticker = new FakeTicker();
    private final Journal journal = new Journal();
    private final List<KmsCall> heard = new ArrayList<>();
    private final KmsKeys kmsKeys = TestAccess.of("parquet.kms.key.pii", PII).keys();

    private Keyring keyring() {
        journal.listen(heard::add);
        KeyringOptions options =
                new KeyringOptions(Duration.ofHours(24), Duration.ofHours(1), 100, 100, Duration.ofSeconds(30));
        return new Keyring(service, null, options, ticker, task -> {}, journal);
    }

    private byte[] wrap(Keyring keyring, String keyId, String dataset) {
        return keyring.wrap(new byte[16], Requests.toWrite(keyId, 128, NONE), kmsKeys, null, dataset);
    }

    private static Snapshot snapshot(long wrapped, long unwrapped, CallCounts calls) {
        return new Snapshot(calls, 0, 0, 0, 0, 0, wrapped, unwrapped);
    }

    private static CallCounts decrypts(long number) {
        return new CallCounts(Map.of(
                new CallCounts.Kind(KmsOperation.DECRYPT, "ok"),
                new CallCounts.Count(number, Duration.ofSeconds(number), Duration.ofSeconds(1))));
    }

    /** A task that was killed: the KMS did not fail. */
    @Test
    void call_interrupted_isCountedAndCalledThat() {
        service.hold();
        try (Keyring keyring = keyring()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> wrap(keyring, PII, "orders"))
                    .isInstanceOf(KmsUnavailableException.class)
                    .hasMessageContaining("Interrupted while KMS was asked for GenerateDataKey with " + PII)
                    .hasMessageContaining("the task was ended");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(heard).extracting(KmsCall::outcome).containsExactly("interrupted");
        assertThat(journal.statistics().snapshot().calls().byKind())
                .containsOnlyKeys(new CallCounts.Kind(KmsOperation.GENERATE_DATA_KEY, "interrupted"));
    }

    @Test
    void callsSaved_fewerCallsThanDataKeys_isTheDifference() {
        assertThat(snapshot(70, 30, decrypts(4)).callsSaved()).isEqualTo(96);
        assertThat(Snapshot.NONE.callsSaved()).isZero();
    }

    @Test
    void callsSaved_moreCallsThanDataKeys_isNone() {
        assertThat(snapshot(1, 0, decrypts(4)).callsSaved()).isZero();
    }

    @Test
    void plus_everyCount_isAdded() {
        Snapshot one = new Snapshot(decrypts(1), 2, 3, 4, 5, 6, 7, 8);
        Snapshot two = new Snapshot(decrypts(10), 20, 30, 40, 50, 60, 70, 80);

        assertThat(one.plus(two)).isEqualTo(new Snapshot(decrypts(11), 22, 33, 44, 55, 66, 77, 88));
        assertThat(one.plus(Snapshot.NONE)).isEqualTo(one);
    }

    @Test
    void called_sameKind_addsUpAndRemembersTheSlowest() {
        Statistics statistics = new Statistics();
        for (int seconds : new int[] {1, 5, 2}) {
            statistics.called(new KmsCall(KmsOperation.DECRYPT, PII, null, Duration.ofSeconds(seconds)));
        }
        statistics.called(
                new KmsCall(KmsOperation.DECRYPT, PII, KmsError.DENIED.exception("no", null), Duration.ofSeconds(9)));

        assertThat(statistics.snapshot().calls().byKind())
                .isEqualTo(Map.of(
                        new CallCounts.Kind(KmsOperation.DECRYPT, "ok"),
                        new CallCounts.Count(3, Duration.ofSeconds(8), Duration.ofSeconds(5)),
                        new CallCounts.Kind(KmsOperation.DECRYPT, "denied"),
                        new CallCounts.Count(1, Duration.ofSeconds(9), Duration.ofSeconds(9))));
    }

    @Test
    void journal_callsThatWorkAndFail_areHeardOneByOne() {
        try (Keyring keyring = keyring()) {
            byte[] material = wrap(keyring, PII, "orders");
            service.fail(KmsError.DENIED);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> keyring.unwrap(material, NONE, kmsKeys, "orders"))
                        .isInstanceOf(KeyAccessDeniedException.class);
            }
        }

        assertThat(heard).extracting(KmsCall::outcome).containsExactly("ok", "denied");
        assertThat(heard).extracting(KmsCall::keyId).containsOnly(PII);
        assertThat(heard)
                .extracting(KmsCall::operation)
                .containsExactly(KmsOperation.GENERATE_DATA_KEY, KmsOperation.DECRYPT);
        Snapshot snapshot = journal.statistics().snapshot();
        assertThat(snapshot.calls()).hasToString("1 Decrypt denied, 1 GenerateDataKey");
        assertThat(snapshot.deniedHits()).isEqualTo(2);
    }

    @Test
    void uses_wrappedAndUnwrapped_areCountedByDatasetWithTheirRequest() {
        try (Keyring keyring = keyring()) {
            byte[] material = wrap(keyring, PII, "orders");
            wrap(keyring, PII, "orders");
            keyring.unwrap(material, NONE, kmsKeys, "orders again");
        }

        assertThat(journal.uses().snapshot())
                .isEqualTo(Map.of(
                        new KeyUses.Use("orders", PII, KmsOperation.GENERATE_DATA_KEY),
                        new KeyUses.Count(2, Set.of("request-1"), Set.of(FakeKms.material(PII))),
                        new KeyUses.Use("orders again", PII, KmsOperation.DECRYPT),
                        new KeyUses.Count(1, Set.of("request-2"), Set.of(FakeKms.material(PII)))));
    }

    @Test
    void keysInUse_severalKeks_areToldByKeyAndPurpose() {
        Keyring closed;
        try (Keyring keyring = keyring()) {
            closed = keyring;
            byte[] material = wrap(keyring, PII, "orders");
            ticker.advance(Duration.ofHours(1));
            keyring.wrap(new byte[16], Requests.toWrite(PII, 256, NONE), kmsKeys, null, "orders");
            wrap(keyring, FINANCE, "orders");
            keyring.unwrap(material, NONE, kmsKeys, "orders");
            ticker.advance(Duration.ofHours(2));

            assertThat(keyring.keysInUse())
                    .containsExactlyInAnyOrder(
                            new KeyInUse(PII, true, 2, Duration.ofHours(3), Duration.ofHours(21)),
                            new KeyInUse(FINANCE, true, 1, Duration.ofHours(2), Duration.ofHours(22)),
                            new KeyInUse(PII, false, 1, Duration.ofHours(2), Duration.ofHours(22)));
        }
        assertThat(closed.keysInUse()).isEmpty();
    }
}
