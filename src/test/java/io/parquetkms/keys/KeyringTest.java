package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.Journal;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.Statistics;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsThrottledException;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.TestAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of a KEK's life. Time is the test's own. */
final class KeyringTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final String FINANCE = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000b";
    private static final String FOREIGN = "arn:aws:kms:us-east-1:999999999999:key/00000000-0000-0000-0000-00000000000c";
    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final String DATASET = "s3://bucket/customer";
    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Duration DENIED_TTL = Duration.ofSeconds(30);

    private final FakeKms service = new FakeKms();
    private final FakeTicker ticker = new FakeTicker();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Journal journal = new Journal();
    private final Statistics statistics = journal.statistics();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final KmsKeys kmsKeys = naming(PII);
    private final byte[] dek = KeyBytes.randomBytes(16);

    private Keyring keyring = keyring(new KeyringOptions(MAX_AGE, GRACE, 1L << 24, 10_000, DENIED_TTL));

    @AfterEach
    void stop() {
        keyring.close();
        threads.shutdownNow();
    }

    private Keyring keyring(KeyringOptions options) {
        return new Keyring(service, null, options, ticker, background::add, journal);
    }

    private static KmsKeys naming(String keyId) {
        return TestAccess.of("parquet.kms.key.pii", keyId).keys();
    }

    /** By one who has configured that key. */
    private byte[] wrap(String keyId) {
        return keyring.wrap(dek, Requests.toWrite(keyId, 128, NONE), naming(keyId), null, DATASET);
    }

    private byte[] unwrap(byte[] material) {
        return keyring.unwrap(material, NONE, kmsKeys, DATASET);
    }

    private int generated() {
        return service.calls(KmsOperation.GENERATE_DATA_KEY);
    }

    private int decrypted() {
        return service.calls(KmsOperation.DECRYPT);
    }

    private void runBackground() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    @Test
    void wrapAndUnwrap_manyDataKeys_oneCallForEachKekAndDirection() {
        for (int i = 0; i < 100; i++) {
            byte[] key = KeyBytes.randomBytes(32);
            for (String master : List.of(PII, FINANCE)) {
                assertThat(unwrap(keyring.wrap(key, Requests.toWrite(master, 256, NONE), kmsKeys, null, DATASET)))
                        .isEqualTo(key);
            }
        }

        assertThat(generated()).isEqualTo(2);
        assertThat(decrypted()).isEqualTo(2);
        assertThat(statistics.snapshot().calls().total()).isEqualTo(4);
        assertThat(statistics.snapshot().deksWrapped()).isEqualTo(200);
        assertThat(statistics.snapshot().deksUnwrapped()).isEqualTo(200);
        assertThat(statistics.snapshot().hits()).isEqualTo(396);
    }

    @Test
    void unwrap_ofOwnWrapping_isNotSeededByTheWriteSide() {
        byte[] material = wrap(PII);
        service.fail(KmsError.DENIED);

        assertThatThrownBy(() -> unwrap(material)).isInstanceOf(KeyAccessDeniedException.class);
        assertThat(wrap(PII)).isNotEmpty();
    }

    @Test
    void wrap_64ThreadsOnOneColdKey_oneCall() throws Exception {
        CountDownLatch gate = service.hold();
        CyclicBarrier together = new CyclicBarrier(64);
        List<Future<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            results.add(threads.submit(() -> {
                together.await();
                return wrap(PII);
            }));
        }
        service.awaitArrival();
        gate.countDown();

        for (Future<byte[]> result : results) {
            assertThat(Material.of(result.get()).kek().keyId()).isEqualTo(PII);
        }
        assertThat(generated()).isEqualTo(1);
    }

    @Test
    void wrap_differentKeys_oneThatWaitsHoldsUpNoOther() throws Exception {
        CountDownLatch gate = service.hold();
        Future<byte[]> slow = threads.submit(() -> wrap(PII));
        service.awaitArrival();
        Future<byte[]> other = threads.submit(() -> wrap(FINANCE));
        while (generated() < 2) {
            Thread.onSpinWait();
        }
        gate.countDown();

        assertThat(slow.get()).isNotEmpty();
        assertThat(other.get()).isNotEmpty();
    }

    @Test
    void unwrap_atTheDeadline_asksAgain() {
        byte[] material = wrap(PII);
        unwrap(material);
        ticker.advance(MAX_AGE.minusMinutes(6));
        unwrap(material);
        assertThat(decrypted()).isEqualTo(1);
        assertThat(background).isEmpty();

        ticker.advance(Duration.ofMinutes(6));
        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(decrypted()).isEqualTo(2);
    }

    @Test
    void wrap_shortlyBeforeTheDeadline_renewsInBackgroundOnce() {
        String first = Material.of(wrap(PII)).kekId();
        ticker.advance(MAX_AGE.minusMinutes(4));
        assertThat(Material.of(wrap(PII)).kekId()).isEqualTo(first);
        wrap(PII);
        assertThat(background).hasSize(1);
        assertThat(generated()).isEqualTo(1);

        runBackground();
        assertThat(Material.of(wrap(PII)).kekId()).isNotEqualTo(first);
        ticker.advance(Duration.ofMinutes(10));
        wrap(PII);
        assertThat(generated()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED"})
    void unwrap_kmsFailsPassingly_oldKekServesForTheGraceAndNoLonger(KmsError fault) {
        byte[] material = wrap(PII);
        unwrap(material);
        service.fail(fault);
        ticker.advance(MAX_AGE.plusSeconds(1));

        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(decrypted()).as("tried once, then left alone for a while").isEqualTo(2);
        ticker.advance(Duration.ofSeconds(31));
        assertThat(unwrap(material)).isEqualTo(dek);
        assertThat(decrypted()).isEqualTo(3);

        ticker.advance(GRACE);
        assertThatThrownBy(() -> unwrap(material))
                .isInstanceOfAny(KmsUnavailableException.class, KmsThrottledException.class);
        service.fail(null);
        assertThat(unwrap(material)).isEqualTo(dek);
    }

    @Test
    void unwrap_kmsBackWithinTheGrace_newDeadline() {
        byte[] material = wrap(PII);
        unwrap(material);
        service.fail(KmsError.UNAVAILABLE);
        ticker.advance(MAX_AGE.plusSeconds(1));
        unwrap(material);
        service.fail(null);
        ticker.advance(Duration.ofSeconds(31));
        unwrap(material);
        service.fail(KmsError.DENIED);
        ticker.advance(MAX_AGE.minusMinutes(6));

        assertThat(unwrap(material)).isEqualTo(dek);
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "UNUSABLE", "NOT_FOUND"})
    void unwrap_revokedAtTheDeadline_endsAtOnceAndWipes(KmsError revoked) {
        byte[] material = wrap(PII);
        unwrap(material);
        KeyBytes kek = service.handedOut.get(1);
        service.fail(revoked);
        ticker.advance(MAX_AGE.plusSeconds(1));

        assertThatThrownBy(() -> unwrap(material))
                .satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(revoked));
        assertThatThrownBy(kek::toByteArray).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrap_kmsMakesShorterKey_isRefusedAndWiped() {
        service.makeKeysOf(192);
        assertThatThrownBy(() -> wrap(PII))
                .satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(KmsError.REJECTED))
                .hasMessageContaining("a key of 192 bits came where 128 were asked for");
        assertThat(service.handedOut).hasSize(1);
        assertThatThrownBy(() -> service.handedOut.get(0).toByteArray()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrap_deniedWhileRenewingAhead_endsAtOnce() {
        wrap(PII);
        ticker.advance(MAX_AGE.minusMinutes(4));
        wrap(PII);
        service.fail(KmsError.DENIED);
        runBackground();

        assertThatThrownBy(() -> wrap(PII)).isInstanceOf(KeyAccessDeniedException.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DENIED", "UNUSABLE", "NOT_FOUND"})
    void wrap_failureWhileRenewingAhead_servesToTheDeadlineAndLeavesKmsAlone(KmsError fault) {
        wrap(PII);
        ticker.advance(MAX_AGE.minusMinutes(4));
        service.fail(fault);
        for (int i = 0; i < 5; i++) {
            wrap(PII);
            runBackground();
        }

        assertThat(generated()).isEqualTo(2);
    }

    @Test
    void unwrap_denied_isRememberedShortlyAndOnlyThere() {
        byte[] material = wrap(PII);
        service.fail(KmsError.DENIED);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> unwrap(material))
                    .isInstanceOf(KeyAccessDeniedException.class)
                    .hasMessageContaining("kms:Decrypt with " + PII);
        }
        assertThat(decrypted()).isEqualTo(1);
        assertThat(statistics.snapshot().deniedHits()).isEqualTo(9);
        service.fail(null);
        wrap(FINANCE);
        assertThatThrownBy(() -> unwrap(material)).isInstanceOf(KeyAccessDeniedException.class);

        ticker.advance(DENIED_TTL);
        assertThat(unwrap(material)).isEqualTo(dek);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED", "UNUSABLE", "NOT_FOUND", "CREDENTIALS", "INVALID"})
    void unwrap_otherFailures_areNotRemembered(KmsError fault) {
        byte[] material = wrap(PII);
        service.fail(fault);
        assertThatThrownBy(() -> unwrap(material))
                .satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(fault));
        service.fail(null);

        assertThat(unwrap(material)).isEqualTo(dek);
    }

    @Test
    void wrap_budgetUsedUp_makesAnotherKek() throws Exception {
        keyring.close();
        keyring = keyring(new KeyringOptions(MAX_AGE, GRACE, 50, 100, DENIED_TTL));
        Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
        inParallel(8, () -> {
            for (int i = 0; i < 100; i++) {
                String kekId = Material.of(wrap(PII)).kekId();
                uses.computeIfAbsent(kekId, id -> new AtomicInteger()).incrementAndGet();
            }
            return null;
        });

        assertThat(uses.values()).extracting(AtomicInteger::get).containsOnly(50);
        assertThat(uses).hasSize(16);
        assertThat(generated()).isEqualTo(16);
    }

    @Test
    void wrapAndUnwrap_evictionUnderLoad_pullsNoKeyFromUnderAnyone() throws Exception {
        keyring.close();
        keyring = keyring(new KeyringOptions(MAX_AGE, GRACE, 1 << 20, 1, DENIED_TTL));
        AtomicInteger next = new AtomicInteger();
        inParallel(8, () -> {
            for (int i = 0; i < 200; i++) {
                String key = PII.substring(0, PII.length() - 1) + Integer.toHexString(next.getAndIncrement() % 5);
                assertThat(unwrap(wrap(key))).isEqualTo(dek);
            }
            return null;
        });

        assertThat(statistics.snapshot().evictions()).isPositive();
        assertThat(keyring.size()).isLessThanOrEqualTo(2);
        keyring.close();
        assertThat(service.handedOut)
                .allSatisfy(key -> assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void wrapAll_moreThanAKekMayWrap_goesOnWithTheNext() {
        keyring = keyring(new KeyringOptions(MAX_AGE, GRACE, 3, 10_000, DENIED_TTL));
        List<byte[]> deks =
                Stream.generate(() -> KeyBytes.randomBytes(16)).limit(10).toList();

        List<byte[]> material = keyring.wrapAll(deks, Requests.toWrite(PII, 128, NONE), kmsKeys, DATASET);

        assertThat(material.stream().map(this::unwrap)).containsExactlyElementsOf(deks);
        assertThat(material.stream().map(json -> Material.of(json).kekId()).distinct())
                .hasSize(4);
        assertThat(generated()).isEqualTo(4);
        assertThat(statistics.snapshot().deksWrapped()).isEqualTo(10);
        assertThat(journal.uses().snapshot().get(new KeyUses.Use(DATASET, PII, KmsOperation.GENERATE_DATA_KEY)))
                .extracting(KeyUses.Count::dataKeys)
                .isEqualTo(10L);
    }

    @Test
    void wrapAll_none_asksForNothing() {
        assertThat(keyring.wrapAll(List.of(), Requests.toWrite(PII, 128, NONE), kmsKeys, DATASET))
                .isEmpty();
        assertThat(generated()).isZero();
    }

    @Test
    void size_idlePastItsGrace_isDroppedAndWiped() {
        unwrap(wrap(PII));
        assertThat(keyring.size()).isEqualTo(2);
        ticker.advance(MAX_AGE.plus(GRACE).plusSeconds(1));

        assertThat(keyring.size()).isZero();
        assertThat(service.handedOut)
                .hasSize(2)
                .allSatisfy(key -> assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void unwrap_kekIdOfAnotherKek_isRefusedAndPoisonsNothing() {
        byte[] mine = wrap(PII);
        byte[] other = wrap(FINANCE);
        Material first = Material.of(mine);
        Material second = Material.of(other);
        byte[] forged = new Material(second.kek(), first.kekId(), first.wrappedDek()).encode();
        unwrap(mine);

        assertThatThrownBy(() -> unwrap(forged)).isInstanceOf(InvalidKeyMaterialException.class);
        assertThat(unwrap(mine)).isEqualTo(dek);
        assertThat(unwrap(other)).isEqualTo(dek);
    }

    @Test
    void unwrap_untrustedKey_isRefusedBeforeAnyCallAndBeforeTheCache() {
        byte[] foreign = wrap(FOREIGN);

        assertThatThrownBy(() -> unwrap(foreign))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining(FOREIGN)
                .hasMessageContaining("parquet.kms.trusted.keys");
        assertThat(decrypted()).isZero();
    }

    @Test
    void unwrap_aliasAnsweredByAnUntrustedKey_isRefusedEachTime() {
        Material foreign = Material.of(wrap(FOREIGN));
        byte[] aliased = new Material(
                        new WrappedKey("alias/pii", foreign.kek().ciphertext()), foreign.kekId(), foreign.wrappedDek())
                .encode();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> unwrap(aliased)).isInstanceOf(UntrustedKeyException.class);
        }
        assertThat(decrypted()).isEqualTo(1);
    }

    /** Of an application that was started without it: an alias may lead anywhere. */
    @Test
    void wrap_aliasNamedLater_isRefusedWhereTheKeyThatAnswersIsNotTrusted() {
        KmsKeys later = TestAccess.startedWith(
                        new String[] {"parquet.kms.key.pii", PII, "parquet.kms.trusted.keys", PII},
                        "parquet.kms.key.late",
                        "alias/late",
                        "parquet.kms.key.fine",
                        "alias/fine")
                .keys();
        service.pin("alias/late", FOREIGN);
        service.pin("alias/fine", PII);

        assertThat(keyring.wrap(dek, Requests.toWrite("alias/fine", 128, NONE), later, null, DATASET))
                .isNotEmpty();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> keyring.wrap(dek, Requests.toWrite("alias/late", 128, NONE), later, null, DATASET))
                    .isInstanceOf(UntrustedKeyException.class)
                    .hasMessageContaining(FOREIGN);
        }
        assertThatThrownBy(() -> keyring.wrapDirectly(dek, KmsByName.key("alias/late"), NONE, later))
                .isInstanceOf(UntrustedKeyException.class);
    }

    @Test
    void unwrap_otherEncryptionContext_isAnotherKeyAndRefused() {
        EncryptionContext context = new EncryptionContext(Map.of("dataset", "orders"));
        byte[] material = keyring.wrap(dek, Requests.toWrite(PII, 128, context), kmsKeys, null, DATASET);
        assertThat(keyring.unwrap(material, context, kmsKeys, DATASET)).isEqualTo(dek);

        assertThatThrownBy(() -> unwrap(material)).isInstanceOf(InvalidKeyMaterialException.class);
    }

    @Test
    void unwrap_dataKeyOfAnImpossibleLength_isRefused() {
        byte[] material =
                keyring.wrap(KeyBytes.randomBytes(17), Requests.toWrite(PII, 128, NONE), kmsKeys, null, DATASET);

        assertThatThrownBy(() -> unwrap(material))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("17 bytes");
    }

    @Test
    void unwrap_theOneWhoAsksIsInterrupted_theOthersAskThemselves() throws Exception {
        byte[] material = wrap(PII);
        service.hold();
        Thread cancelled = new Thread(
                () -> assertThatThrownBy(() -> unwrap(material)).isInstanceOf(KmsUnavailableException.class));
        cancelled.start();
        service.awaitArrival();
        Future<byte[]> other = threads.submit(() -> unwrap(material));
        service.hold().countDown();
        cancelled.interrupt();
        cancelled.join();

        assertThat(other.get()).isEqualTo(dek);
    }

    @Test
    void close_callUnderWay_serviceClosesAfterIt() throws Exception {
        CountDownLatch gate = service.hold();
        Future<byte[]> running = threads.submit(() -> wrap(PII));
        service.awaitArrival();
        keyring.close();
        assertThat(service.isClosed()).isFalse();
        gate.countDown();

        assertThatThrownBy(running::get).isInstanceOf(ExecutionException.class);
        assertThat(service.isClosed()).isTrue();
        assertThat(service.handedOut)
                .allSatisfy(key -> assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class));
        keyring = keyring(new KeyringOptions(MAX_AGE, GRACE, 1, 1, DENIED_TTL));
    }

    @Test
    void wrapDirectly_eachTimeACall_unwrapDirectlyIsCached() {
        WrappedKey first = keyring.wrapDirectly(dek, KmsByName.key(PII), NONE, kmsKeys);
        keyring.wrapDirectly(dek, KmsByName.key(PII), NONE, kmsKeys);
        assertThat(keyring.unwrapDirectly(first, NONE, kmsKeys)).isEqualTo(dek);
        assertThat(keyring.unwrapDirectly(first, NONE, kmsKeys)).isEqualTo(dek);

        assertThat(service.calls(KmsOperation.ENCRYPT)).isEqualTo(2);
        assertThat(decrypted()).isEqualTo(1);
    }

    @Test
    void material_holdsNoKeyInTheClear() {
        String material = new String(wrap(PII), StandardCharsets.UTF_8);

        assertThat(material).doesNotContain(Base64.getEncoder().encodeToString(dek));
        assertThat(service.handedOut)
                .hasSize(1)
                .allSatisfy(kek ->
                        assertThat(material).doesNotContain(Base64.getEncoder().encodeToString(kek.toByteArray())));
    }

    private void inParallel(int count, Callable<?> work) throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(work));
        }
        for (Future<?> future : futures) {
            future.get();
        }
    }
}
