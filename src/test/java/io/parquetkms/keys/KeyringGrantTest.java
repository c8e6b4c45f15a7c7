package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.Journal;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.TestAccess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one keyring gives another: never more, and never for longer, than it may use itself. */
final class KeyringGrantTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final String FOREIGN = "arn:aws:kms:us-east-1:999999999999:key/00000000-0000-0000-0000-00000000000c";
    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final KekRequest.ToWrite TO_WRITE = Requests.toWrite(PII, 128, NONE);
    private static final Duration MAX_AGE = Duration.ofHours(24);
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Duration DENIED_TTL = Duration.ofSeconds(30);
    private static final long MAX_DEKS = 10;

    private final FakeKms service = new FakeKms();
    private final FakeTicker ticker = new FakeTicker();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final KmsKeys kmsKeys = TestAccess.of("parquet.kms.key.pii", PII).keys();
    private final byte[] dek = KeyBytes.randomBytes(16);
    private final Keyring keyring = keyring(MAX_DEKS);

    @AfterEach
    void stop() {
        keyring.close();
    }

    private Keyring keyring(long maxDeks) {
        KeyringOptions options = new KeyringOptions(MAX_AGE, GRACE, maxDeks, 100, DENIED_TTL);
        return new Keyring(service, null, options, ticker, background::add, new Journal());
    }

    private @Nullable KekGrant grantIfReady(KekRequest request, long deks) {
        return keyring.grantIfReady(request, true, deks, kmsKeys);
    }

    private KekGrant grant(KekRequest request, long deks) {
        return Objects.requireNonNull(grantIfReady(request, deks));
    }

    private Material wrapWith(Keyring any) {
        return Material.of(any.wrap(dek, TO_WRITE, kmsKeys, null, "dataset"));
    }

    private KekRequest.ToRead toRead(String keyId) {
        KeyBytes kek = KeyBytes.random(128);
        return Requests.toRead(service.encrypt(KmsByName.key(keyId), kek, NONE), NONE);
    }

    // ---- what

    @Test
    void grantIfReady_nothingInMemory_isNullAndAsksNoKms() {
        assertThat(grantIfReady(TO_WRITE, 1)).isNull();
        assertThat(grantIfReady(toRead(PII), 0)).isNull();
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY) + service.calls(KmsOperation.DECRYPT))
                .isZero();
    }

    @Test
    void grantIfReady_afterFetch_isTheKeyringsOwnKek() {
        keyring.fetch(TO_WRITE);
        KekGrant grant = grant(TO_WRITE, 4);
        Material own = wrapWith(keyring);

        assertThat(grant.id()).isEqualTo(own.kekId());
        assertThat(grant.wrapped()).isEqualTo(own.kek());
        assertThat(grant.deks()).isEqualTo(4);
        assertThat(grant.requestId()).isEqualTo("request-1");
        assertThat(grant.keyMaterialId())
                .isEqualTo(FakeKms.material(grant.wrapped().keyId()));
        assertThat(Objects.requireNonNull(grant.plaintext()).sameAs(service.handedOut.get(0)))
                .isTrue();
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
    }

    @Test
    void grantIfReady_toRead_readsWhatOthersWrote() {
        Material material = wrapWith(keyring);
        KekRequest.ToRead request = Requests.toRead(material.kek(), NONE);
        assertThat(grantIfReady(request, 0)).as("the write side seeds nothing").isNull();
        keyring.fetch(request);

        KekGrant grant = grant(request, 0);
        assertThat(Objects.requireNonNull(grant.plaintext()).sameAs(service.handedOut.get(0)))
                .isTrue();
        assertThat(service.calls(KmsOperation.DECRYPT)).isEqualTo(1);
    }

    @Test
    void grantIfReady_wrappedOnly_holdsNoKey() {
        keyring.fetch(TO_WRITE);

        KekGrant grant = Objects.requireNonNull(keyring.grantIfReady(TO_WRITE, false, 1, kmsKeys));
        assertThat(grant.plaintext()).isNull();
        assertThat(grant.wrapped().ciphertext()).isNotEmpty();
    }

    @Test
    void grantIfReady_oneSideWipesItsKey_theOthersIsWhole() {
        keyring.fetch(TO_WRITE);
        KekGrant one = grant(TO_WRITE, 1);
        KekGrant other = grant(TO_WRITE, 1);
        Objects.requireNonNull(one.plaintext()).wipe();
        assertThat(wrapWith(keyring).kekId()).isEqualTo(one.id());

        keyring.close();
        assertThatThrownBy(service.handedOut.get(0)::toByteArray).isInstanceOf(IllegalStateException.class);
        assertThat(Objects.requireNonNull(other.plaintext()).toByteArray()).hasSize(16);
    }

    @Test
    void toString_grant_hidesTheKey() {
        keyring.fetch(TO_WRITE);
        KekGrant grant = grant(TO_WRITE, 1);

        assertThat(grant.toString())
                .contains(PII)
                .contains("KeyBytes[128 bits]")
                .doesNotContain(grant.wrapped().ciphertext());
    }

    // ---- for whom

    @Test
    void grantIfReady_anUntrustedKeyAnswered_isRefusedEachTime() {
        KekRequest.ToRead foreign = toRead(FOREIGN);
        KekRequest.ToRead aliased = Requests.toRead(new WrappedKey("alias/pii", foreign.ciphertext()), NONE);
        keyring.fetch(aliased);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> grantIfReady(aliased, 0))
                    .isInstanceOf(UntrustedKeyException.class)
                    .hasMessageContaining(FOREIGN);
        }
        keyring.close();
        assertThat(service.handedOut)
                .as("a refusal keeps no reference")
                .allSatisfy(key -> assertThatThrownBy(key::toByteArray).isInstanceOf(IllegalStateException.class));
    }

    /** A role may make data keys of any alias in its account: a request that is made up must not get one of those. */
    @Test
    void grantIfReady_toWriteThroughAnAlias_onlyIfTheKeyThatAnsweredIsTrustedOrNamed() {
        KekRequest.ToWrite other = Requests.toWrite("alias/other", 128, NONE);
        KmsKeys pinned = TestAccess.of("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", PII)
                .keys();
        KekRequest.ToWrite named = Requests.toWrite("alias/pii", 128, NONE);
        service.pin("alias/other", FOREIGN);
        service.pin("alias/pii", FOREIGN);
        keyring.fetch(other);
        keyring.fetch(named);

        assertThatThrownBy(() -> keyring.grantIfReady(other, true, 1, pinned))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining(FOREIGN);
        assertThat(keyring.grantIfReady(named, true, 1, pinned)).isNotNull();
    }

    @Test
    void grantIfReady_denied_isNullAndFetchFails() {
        service.fail(KmsError.DENIED);
        assertThatThrownBy(() -> keyring.fetch(TO_WRITE)).isInstanceOf(KeyAccessDeniedException.class);
        assertThatThrownBy(() -> keyring.fetch(TO_WRITE)).isInstanceOf(KeyAccessDeniedException.class);

        assertThat(grantIfReady(TO_WRITE, 1)).isNull();
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(1);
    }

    // ---- how long

    @Test
    void grantIfReady_someTimeAfterTheFetch_leftAndEndAreWhatRemains() {
        keyring.fetch(TO_WRITE);
        ticker.advance(Duration.ofHours(3).plusNanos(1));
        KekGrant grant = grant(TO_WRITE, 1);

        assertThat(grant.left()).isEqualTo(MAX_AGE.minusHours(3).minusNanos(1));
        assertThat(grant.end()).isEqualTo(MAX_AGE.plus(GRACE).minusHours(3).minusNanos(1));
    }

    @Test
    void grantIfReady_shortlyBeforeTheDeadline_isGivenAndRenewedInBackground() {
        keyring.fetch(TO_WRITE);
        String first = grant(TO_WRITE, 1).id();
        ticker.advance(MAX_AGE.minusMinutes(4));
        assertThat(grant(TO_WRITE, 1).id()).isEqualTo(first);
        assertThat(background).hasSize(1);

        background.remove().run();
        assertThat(grant(TO_WRITE, 1).id()).isNotEqualTo(first);
    }

    @Test
    void grantIfReady_atTheDeadline_isNull() {
        keyring.fetch(TO_WRITE);
        ticker.advance(MAX_AGE);

        assertThat(grantIfReady(TO_WRITE, 1)).isNull();
    }

    @Test
    void grantIfReady_inGrace_isShortAndEndsWithTheGrace() {
        keyring.fetch(TO_WRITE);
        service.fail(KmsError.UNAVAILABLE);
        ticker.advance(MAX_AGE.plusMinutes(5));
        keyring.fetch(TO_WRITE);

        KekGrant grant = grant(TO_WRITE, 1);
        assertThat(grant.left()).isEqualTo(Duration.ofSeconds(30));
        assertThat(grant.end()).isEqualTo(GRACE.minusMinutes(5));
    }

    @Test
    void grantIfReady_atTheEndOfTheGrace_isNoLongerThanThat() {
        keyring.fetch(TO_WRITE);
        service.fail(KmsError.THROTTLED);
        ticker.advance(MAX_AGE.plus(GRACE).minusSeconds(10));
        keyring.fetch(TO_WRITE);

        KekGrant grant = grant(TO_WRITE, 1);
        assertThat(grant.left()).isEqualTo(Duration.ofSeconds(10));
        assertThat(grant.end()).isEqualTo(Duration.ofSeconds(10));
        ticker.advance(Duration.ofSeconds(10));
        assertThat(grantIfReady(TO_WRITE, 1)).isNull();
        assertThatThrownBy(() -> keyring.fetch(TO_WRITE))
                .satisfies(e -> assertThat(KmsError.of(e)).isEqualTo(KmsError.THROTTLED));
    }

    /** Three in a row: what the last one may do is what the first one was allowed. */
    @Test
    void grants_handedOnAndOn_endTogether() {
        keyring.fetch(TO_WRITE);
        ticker.advance(Duration.ofHours(2));
        try (Keyring second = brokered(request -> grantIfReady(request, 5))) {
            wrapWith(second);
            ticker.advance(Duration.ofHours(2));
            try (Keyring third = brokered(request -> second.grantIfReady(request, true, 2, kmsKeys))) {
                wrapWith(third);
                service.fail(KmsError.UNAVAILABLE);
                ticker.advance(MAX_AGE.plus(GRACE).minusHours(4));

                assertThatThrownBy(() -> wrapWith(second)).isInstanceOf(KmsUnavailableException.class);
                assertThatThrownBy(() -> wrapWith(third)).isInstanceOf(KmsUnavailableException.class);
            }
        }
    }

    private Keyring brokered(Function<KekRequest, @Nullable KekGrant> grants) {
        FakeKekBroker broker = new FakeKekBroker();
        broker.answer(grants);
        KeyringOptions options = new KeyringOptions(MAX_AGE, GRACE, MAX_DEKS, 100, DENIED_TTL);
        return new Keyring(service, broker, options, ticker, background::add, new Journal());
    }

    // ---- how much

    @Test
    void grantIfReady_budget_isTakenFromTheKeksOwn() {
        keyring.fetch(TO_WRITE);
        assertThat(grant(TO_WRITE, 6).deks()).isEqualTo(6);
        String first = wrapWith(keyring).kekId();
        assertThat(grant(TO_WRITE, 6).deks()).as("what is left of 10").isEqualTo(3);

        assertThat(grantIfReady(TO_WRITE, 6)).as("used up").isNull();
        keyring.fetch(TO_WRITE);
        assertThat(grant(TO_WRITE, 6).id()).isNotEqualTo(first);
        assertThat(service.calls(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(2);
    }

    @Test
    void grantIfReady_toReadWithoutBudget_isGivenAnyNumberOfTimes() {
        KekRequest.ToRead request = toRead(PII);
        keyring.fetch(request);

        for (int i = 0; i < 2 * MAX_DEKS; i++) {
            assertThat(grant(request, 0).deks()).isZero();
        }
    }

    @Test
    void grantIfReady_manyThreadsThatGrantAndWrap_noKekIsOverdrawn() throws Exception {
        Map<String, Long> used = new ConcurrentHashMap<>();
        inParallel(8, () -> {
            for (int i = 0; i < 100; i++) {
                keyring.fetch(TO_WRITE);
                KekGrant grant = grantIfReady(TO_WRITE, 1 + i % 3);
                if (grant != null) {
                    used.merge(grant.id(), grant.deks(), Long::sum);
                }
                used.merge(wrapWith(keyring).kekId(), 1L, Long::sum);
            }
            return null;
        });

        assertThat(used)
                .hasSizeGreaterThan(80)
                .allSatisfy((id, deks) -> assertThat(deks).isLessThanOrEqualTo(MAX_DEKS));
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
