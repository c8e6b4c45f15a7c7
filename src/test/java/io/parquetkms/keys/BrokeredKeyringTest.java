package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.Journal;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.keys.FakeKekBroker.Stock;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.process.TestAccess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A keyring whose KEKs come from a broker. Its own limits are wide: what counts are those of the grants. */
final class BrokeredKeyringTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final String DATASET = "s3://bucket/customer";
    private static final Duration DENIED_TTL = Duration.ofSeconds(30);
    private static final Duration LEFT = Duration.ofHours(2);
    private static final Duration END = Duration.ofHours(3);

    private final FakeKms service = new FakeKms();
    private final FakeKekBroker broker = new FakeKekBroker();
    private final FakeTicker ticker = new FakeTicker();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Journal journal = new Journal();
    private final KmsKeys kmsKeys = TestAccess.of("parquet.kms.key.pii", PII).keys();
    private final byte[] dek = KeyBytes.randomBytes(16);
    private final Stock first = FakeKekBroker.stock(service, PII);
    private final Stock second = FakeKekBroker.stock(service, PII);
    private final Keyring keyring = keyring(broker);

    @AfterEach
    void stop() {
        keyring.close();
    }

    private Keyring keyring(KekBroker from) {
        KeyringOptions wide = new KeyringOptions(Duration.ofDays(30), Duration.ofDays(1), 1L << 30, 100, DENIED_TTL);
        return new Keyring(service, from, wide, ticker, background::add, journal);
    }

    private Material wrap() {
        return Material.of(keyring.wrap(dek, Requests.toWrite(PII, 128, NONE), kmsKeys, null, DATASET));
    }

    private byte[] unwrap(Material material) {
        return keyring.unwrap(material.encode(), NONE, kmsKeys, DATASET);
    }

    private int kmsCalls() {
        return service.calls(KmsOperation.GENERATE_DATA_KEY) + service.calls(KmsOperation.DECRYPT);
    }

    private int brokerCalls() {
        return broker.asked.size();
    }

    private void runBackground() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    private static void assertWiped(KeyBytes key) {
        assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class);
    }

    // ---- where KEKs come from

    @Test
    void wrap_grantWithTheKey_asksNoKmsAndWritesTheGrantsKek() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));

        Material material = wrap();
        wrap();

        assertThat(material.kekId()).isEqualTo(first.id());
        assertThat(material.kek()).isEqualTo(first.wrapped());
        assertThat(broker.asked).containsExactly(Requests.toWrite(PII, 128, NONE));
        assertThat(kmsCalls()).isZero();
        assertThat(journal.statistics().snapshot().brokered()).isEqualTo(1);
    }

    @Test
    void unwrap_grantWithTheKey_asksNoKms() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        Material material = wrap();

        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(broker.asked).contains(Requests.toRead(first.wrapped(), NONE));
        assertThat(brokerCalls()).isEqualTo(2);
        assertThat(kmsCalls()).isZero();
    }

    @Test
    void wrap_grantOfAWrappedKey_oneDecrypt() {
        broker.answer(request -> broker.wrapped(first, LEFT, END, 10));

        assertThat(wrap().kekId()).isEqualTo(first.id());
        assertThat(wrap().kekId()).isEqualTo(first.id());
        assertThat(service.calls(KmsOperation.DECRYPT)).isEqualTo(1);
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isZero();
    }

    @Test
    void wrap_mayNotUnwrapTheGrant_makesAKekOfItsOwn() {
        broker.answer(request -> broker.wrapped(first, LEFT, END, 10));
        service.fail(KmsOperation.DECRYPT, KmsError.DENIED);

        assertThat(wrap().kekId()).isNotEqualTo(first.id());
        wrap();
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
        assertThat(service.calls(KmsOperation.DECRYPT)).isEqualTo(1);
        assertThat(journal.statistics().snapshot().brokered()).isZero();
    }

    @Test
    void wrapAndUnwrap_brokerHasNoAnswer_askTheKms() {
        assertThat(unwrap(wrap())).isEqualTo(dek);

        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
        assertThat(service.calls(KmsOperation.DECRYPT)).isEqualTo(1);
        assertThat(brokerCalls()).isEqualTo(2);
    }

    @Test
    void wrap_brokersDenial_isFinalAndRemembered() {
        broker.fail(KmsError.DENIED);

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::wrap).isInstanceOf(KeyAccessDeniedException.class);
        }
        assertThat(brokerCalls()).isEqualTo(1);
        assertThat(kmsCalls()).isZero();

        ticker.advance(DENIED_TTL);
        assertThatThrownBy(this::wrap).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(brokerCalls()).isEqualTo(2);
        assertThat(kmsCalls()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DENIED")
    void wrap_brokersOtherFailures_areOfTheirTypeAndNotRemembered(KmsError error) {
        broker.fail(error);
        assertThatThrownBy(this::wrap).satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(error));
        assertThat(kmsCalls()).isZero();

        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        assertThat(wrap().kekId()).isEqualTo(first.id());
    }

    // ---- what a denial means

    /** Executors need no rights: that they have none is no news about the key. */
    @ParameterizedTest
    @EnumSource(names = {"DENIED", "CREDENTIALS"})
    void wrap_brokerUnavailableAndNoRights_isUnavailableAndNotRemembered(KmsError error) {
        broker.say(new KekAnswer.Unavailable("no answer in 10000 ms"));
        service.fail(error);

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(this::wrap)
                    .isInstanceOf(KmsUnavailableException.class)
                    .hasMessageContaining("no answer in 10000 ms")
                    .hasMessageContaining(error.toString());
            assertThat(kmsCalls()).isEqualTo(i);
        }
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        assertThat(wrap().kekId()).isEqualTo(first.id());
    }

    @Test
    void wrap_brokerUnavailableAndNoRights_aGoodKekServesOn() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 1_000));
        wrap();
        broker.say(new KekAnswer.Unavailable("no answer"));
        service.fail(KmsError.DENIED);
        ticker.advance(LEFT.minusSeconds(1)); // to be renewed
        assertThat(wrap().kekId()).isEqualTo(first.id());
        runBackground();
        assertThat(wrap().kekId()).isEqualTo(first.id());

        ticker.advance(Duration.ofSeconds(40)); // due
        assertThat(wrap().kekId()).isEqualTo(first.id());
        assertThat(kmsCalls()).isEqualTo(2);
    }

    @Test
    void unwrap_brokerUnavailableAndNoRights_isUnavailable() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        Material material = wrap();
        broker.say(new KekAnswer.Unavailable("no answer"));
        service.fail(KmsError.DENIED);

        assertThatThrownBy(() -> unwrap(material)).isInstanceOf(KmsUnavailableException.class);
    }

    @Test
    void wrap_brokerUnavailable_otherFailuresOfTheKmsAreItsOwn() {
        broker.say(new KekAnswer.Unavailable("no answer"));
        service.fail(KmsError.UNUSABLE);

        assertThatThrownBy(this::wrap).satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(KmsError.UNUSABLE));
    }

    /** The broker is there, and says that it does not fetch this one: what the KMS says counts. */
    @Test
    void wrap_brokerSendsToTheKmsWhichDenies_isDeniedAndSaysBoth() {
        broker.say(new KekAnswer.AskKms("add it to parquet.kms.trusted.keys"));
        service.fail(KmsError.DENIED);

        assertThatThrownBy(this::wrap)
                .isInstanceOf(KeyAccessDeniedException.class)
                .hasMessageContaining("DENIED")
                .hasMessageContaining("add it to parquet.kms.trusted.keys");
        assertThatThrownBy(this::wrap).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(kmsCalls()).as("remembered").isEqualTo(1);
    }

    // ---- who wrapped it

    /** A false driver's: wrapped under a key of its own, which lets everyone decrypt. */
    @Test
    void wrap_grantWrappedUnderAKeyThatIsNotTrusted_isRefused() {
        KmsKeys ofAlias = TestAccess.of("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", PII)
                .keys();
        Stock foreign = FakeKekBroker.stock(service, PII.replace("111122223333", "999999999999"));
        broker.answer(request -> broker.wrapped(foreign, LEFT, END, 10));
        assertThatThrownBy(() -> keyring.wrap(dek, Requests.toWrite("alias/pii", 128, NONE), ofAlias, null, DATASET))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining("999999999999");
    }

    @Test
    void wrap_grantWrappedUnderATrustedKey_isUsed() {
        KmsKeys ofAlias = TestAccess.of("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", PII)
                .keys();
        broker.answer(request -> broker.wrapped(first, LEFT, END, 10));
        byte[] material = keyring.wrap(dek, Requests.toWrite("alias/pii", 128, NONE), ofAlias, null, DATASET);
        assertThat(Material.of(material).kekId()).isEqualTo(first.id());
    }

    /** The key that is configured need not stand in the list of those that files may name. */
    @Test
    void wrap_grantWrappedUnderTheConfiguredKey_isUsedWhateverIsTrusted() {
        KmsKeys others = TestAccess.of("parquet.kms.key.pii", PII, "parquet.kms.trusted.keys", PII + "b")
                .keys();
        broker.answer(request -> broker.wrapped(first, LEFT, END, 10));
        byte[] material = keyring.wrap(dek, Requests.toWrite(PII, 128, NONE), others, null, DATASET);
        assertThat(Material.of(material).kekId()).isEqualTo(first.id());
    }

    // ---- how long

    @Test
    void wrap_timeLeftIsOver_asksTheBrokerAgain() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        wrap();
        ticker.advance(LEFT.minusSeconds(1));
        wrap();
        assertThat(brokerCalls()).isEqualTo(1);

        broker.answer(request -> broker.plaintext(second, LEFT, END, 10));
        ticker.advance(Duration.ofSeconds(1));
        assertThat(wrap().kekId()).isEqualTo(second.id());
        assertThat(brokerCalls()).isEqualTo(2);
        assertWiped(broker.handedOut.get(0));
    }

    @Test
    void wrap_brokerUnavailable_oldKekServesUntilTheGrantsEndAndNoLonger() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        wrap();
        broker.fail(KmsError.UNAVAILABLE);
        ticker.advance(LEFT.plusSeconds(1));
        assertThat(wrap().kekId()).isEqualTo(first.id());
        ticker.advance(END.minus(LEFT).minusSeconds(2));
        assertThat(wrap().kekId()).isEqualTo(first.id());

        ticker.advance(Duration.ofSeconds(1));
        assertThatThrownBy(this::wrap).isInstanceOf(KmsUnavailableException.class);
        assertThat(kmsCalls()).isZero();
    }

    @Test
    void wrap_grantEndsBeforeItsTimeIsOver_isUsedNoLonger() {
        broker.answer(request -> broker.plaintext(first, Duration.ofSeconds(30), Duration.ofSeconds(10), 10));
        wrap();
        broker.fail(KmsError.UNAVAILABLE);
        ticker.advance(Duration.ofSeconds(11));

        assertThatThrownBy(this::wrap).isInstanceOf(KmsUnavailableException.class);
    }

    @Test
    void size_unusedUntilTheGrantsEnd_isDroppedAndWiped() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 10));
        wrap();
        ticker.advance(END.plusSeconds(1));

        assertThat(keyring.size()).isZero();
        assertWiped(broker.handedOut.get(0));
    }

    @Test
    void wrap_slowAnswer_ageCountsFromTheQuestion() {
        broker.answer(request -> {
            ticker.advance(Duration.ofMinutes(10));
            return broker.plaintext(first, LEFT, END, 10);
        });
        wrap();
        broker.fail(KmsError.UNAVAILABLE);
        ticker.advance(END.minusMinutes(10));

        assertThatThrownBy(this::wrap).isInstanceOf(KmsUnavailableException.class);
    }

    @Test
    void wrap_shortlyBeforeTheDeadlineAndNothingFresherThere_asksNowAndThen() {
        broker.answer(request -> broker.plaintext(first, Duration.ofMinutes(4), END, 1_000));
        wrap();
        for (int i = 0; i < 100; i++) {
            wrap();
            runBackground();
        }
        assertThat(brokerCalls()).as("one renewal ahead").isEqualTo(2);

        ticker.advance(Duration.ofSeconds(31));
        for (int i = 0; i < 100; i++) {
            wrap();
            runBackground();
        }
        assertThat(brokerCalls()).as("and another one a while later").isEqualTo(3);
    }

    @Test
    void wrap_renewalAheadFailsInAnUnknownWay_goesOnWithoutAStorm() {
        broker.answer(request -> broker.plaintext(first, Duration.ofMinutes(4), END, 1_000));
        wrap();
        broker.answer(request -> {
            throw new IllegalStateException("a bug");
        });
        for (int i = 0; i < 100; i++) {
            assertThat(wrap().kekId()).isEqualTo(first.id());
            runBackground();
        }

        assertThat(brokerCalls()).isEqualTo(2);
    }

    // ---- how much

    @Test
    void wrap_usedUpAndTheSameIsGrantedAgain_goesOnWithIt() {
        broker.answer(request -> broker.wrapped(first, LEFT, END, 3));
        for (int i = 0; i < 9; i++) {
            assertThat(wrap().kekId()).isEqualTo(first.id());
        }

        assertThat(brokerCalls()).isEqualTo(3);
        assertThat(service.calls(KmsOperation.DECRYPT))
                .as("no need to unwrap it again")
                .isEqualTo(1);
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isZero();
    }

    @Test
    void wrap_usedUpAndAnotherIsGranted_thatOneIsNext() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 2));
        wrap();
        wrap();
        broker.answer(request -> broker.plaintext(second, LEFT, END, 2));

        assertThat(wrap().kekId()).isEqualTo(second.id());
        assertThat(wrap().kekId()).isEqualTo(second.id());
        assertThat(kmsCalls()).isZero();
        assertWiped(broker.handedOut.get(0));
    }

    @Test
    void wrap_usedUpAndNoMoreIsGranted_asksTheKms() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, brokerCalls() == 1 ? 2 : 0));
        wrap();
        wrap();

        assertThat(wrap().kekId()).isNotEqualTo(first.id());
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
    }

    @Test
    void wrap_usedUpAndDenied_fails() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 1));
        wrap();
        broker.fail(KmsError.DENIED);

        assertThatThrownBy(this::wrap).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(kmsCalls()).isZero();
    }

    @Test
    void wrap_usedUpAndTheBrokerFailsInAnUnknownWay_leaksNoKey() {
        broker.answer(request -> broker.plaintext(first, LEFT, END, 1));
        wrap();
        broker.answer(request -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(this::wrap).isInstanceOf(IllegalStateException.class);

        keyring.close();
        assertWiped(broker.handedOut.get(0));
    }

    @Test
    void close_grantsUsedAndNot_allAreWiped() {
        broker.answer(request -> broker.plaintext(brokerCalls() < 4 ? first : second, LEFT, END, 1));
        for (int i = 0; i < 6; i++) {
            wrap();
        }
        assertThat(broker.handedOut).hasSizeGreaterThan(5);

        keyring.close();
        assertThat(broker.handedOut).allSatisfy(BrokeredKeyringTest::assertWiped);
    }

    @Test
    void wrap_manyThreads_noKekWrapsMoreThanWasLent() throws Exception {
        List<Stock> stock = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stock.add(FakeKekBroker.stock(service, PII));
        }
        AtomicInteger turn = new AtomicInteger();
        broker.answer(
                request -> broker.plaintext(stock.get(turn.getAndIncrement() / 5 % 20), LEFT, END, 1 + turn.get() % 7));
        Map<String, Long> wrapped = new ConcurrentHashMap<>();

        inParallel(8, () -> {
            for (int i = 0; i < 100; i++) {
                wrapped.merge(wrap().kekId(), 1L, Long::sum);
            }
            return null;
        });

        assertThat(wrapped.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(800);
        assertThat(wrapped).allSatisfy((id, deks) -> assertThat(deks).isLessThanOrEqualTo(broker.lent.get(id)));
        assertThat(kmsCalls()).isZero();
    }

    private static void inParallel(int count, Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(work));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
