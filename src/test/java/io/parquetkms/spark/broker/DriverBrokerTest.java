package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.keys.KekGrant;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Keyring;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.KmsForSpark;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Hold;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DriverBrokerTest {

    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final Answer PENDING = new Answer.Pending();

    private final KmsForSpark aws = new KmsForSpark();
    private final KmsRuntime runtime = new KmsRuntime();
    private final TestKms kms = aws.kms();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final ConcurrentLinkedQueue<Future<?>> fetches = new ConcurrentLinkedQueue<>();
    private final AtomicLong now = new AtomicLong();
    private final String key = kms.createKey();
    private final KekRequest toWrite = Requests.toWrite(key, 128, NONE);
    private final DriverBroker broker = broker(true);

    /** Its settings name all keys of the account. */
    private final DriverBroker ofAccount =
            broker(true, "parquet.kms.trusted.keys", "arn:aws:kms:*:" + TestKms.ACCOUNT + ":key/*");

    @AfterEach
    void stop() {
        threads.shutdownNow();
        runtime.close();
        aws.close();
    }

    private DriverBroker broker(boolean plaintext, String... properties) {
        return broker(plaintext, task -> fetches.add(threads.submit(task)), access(properties));
    }

    private DriverBroker broker(boolean plaintext, Executor executor, KeyAccess access) {
        CallerKeys driver = runtime.callerKeys(access);
        DriverBroker.Terms terms = new DriverBroker.Terms(
                access.keys(),
                access.encryptionContexts(),
                plaintext,
                access.settings().keyring().maxDeks());
        return new DriverBroker(driver::keyring, terms, () -> 1, now::get, executor);
    }

    private KeyAccess access(String... properties) {
        List<String> all = new ArrayList<>(List.of("parquet.kms.key.pii", key));
        all.addAll(List.of(properties));
        return runtime.access(aws.configuration(all.toArray(String[]::new)));
    }

    /** Waits for what was begun. */
    private void finishFetches() throws InterruptedException, ExecutionException {
        for (Future<?> fetch = fetches.poll(); fetch != null; fetch = fetches.poll()) {
            fetch.get();
        }
    }

    private static Answer ask(DriverBroker broker, KekRequest request) {
        return broker.answer(List.of(Asked.of(request))).get(0);
    }

    private List<Answer> answers(List<? extends KekRequest> requests) {
        return ofAccount.answer(requests.stream().map(Asked::of).toList());
    }

    /** What an executor gets that asks again. */
    private Answer answerOf(DriverBroker asked, KekRequest request) throws Exception {
        Answer first = ask(asked, request);
        if (!first.equals(PENDING)) {
            return first;
        }
        finishFetches();
        return ask(asked, request);
    }

    private KekGrant grantOf(DriverBroker asked, KekRequest request) throws Exception {
        return ((Answer.Granted) answerOf(asked, request)).grant();
    }

    private static void assertFailed(Answer answer, KmsError error) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.error()).isEqualTo(error);
            assertThat(failed.message()).isNotBlank();
        });
    }

    private static void assertDirect(Answer answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Direct.class, direct -> assertThat(direct.why()).contains(why));
    }

    private KekRequest.ToRead file(String keyId) {
        return Requests.toRead(made(keyId).wrapped(), NONE);
    }

    private DataKey made(String keyId) {
        try (KmsByName service = new KmsByName(access().provider().open())) {
            return service.generateDataKey(keyId, 128, NONE);
        }
    }

    // ---- never waits

    @Test
    void answer_whileTheKmsIsHeld_isPendingAtOnce() throws Exception {
        try (Hold hold = kms.faults().hold()) {
            assertThat(ask(broker, toWrite)).isEqualTo(PENDING);
            hold.awaitArrivals(1);
            assertThat(ask(broker, toWrite)).isEqualTo(PENDING);
        }
        finishFetches();
        assertThat(ask(broker, toWrite)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void answer_manyKeys_areAskedForInParallel() throws Exception {
        List<KekRequest> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(Requests.toWrite(kms.createKey(), 128, NONE));
        }
        try (Hold hold = kms.faults().hold()) {
            assertThat(answers(many)).containsOnly(PENDING).hasSize(8);
            hold.awaitArrivals(8);
        }
        finishFetches();
        assertThat(answers(many)).hasOnlyElementsOfType(Answer.Granted.class);
    }

    @Test
    void answer_readyKeyWhileTheKmsIsHeld_isGranted() throws Exception {
        KekGrant grant = grantOf(ofAccount, toWrite);
        try (Hold hold = kms.faults().hold()) {
            List<Answer> answers = answers(List.of(Requests.toWrite(kms.createKey(), 128, NONE), toWrite));
            hold.awaitArrivals(1);
            assertThat(answers.get(0)).isEqualTo(PENDING);
            assertThat(((Answer.Granted) answers.get(1)).grant().id()).isEqualTo(grant.id());
        }
        finishFetches();
    }

    @Test
    void answer_sameRequestOfMany_isOneCall() throws Exception {
        try (Hold hold = kms.faults().hold()) {
            assertThat(answers(Collections.nCopies(100, toWrite))).containsOnly(PENDING);
            hold.awaitArrivals(1);
            assertThat(answers(Collections.nCopies(100, toWrite))).containsOnly(PENDING);
            assertThat(hold.arrivals()).isEqualTo(1);
            assertThat(fetches).hasSize(1); // others would hold the threads that other keys need
        }
        finishFetches();
        assertThat(answers(Collections.nCopies(100, toWrite))).hasOnlyElementsOfType(Answer.Granted.class);
        assertThat(kms.totalCalls()).isEqualTo(1);
    }

    @Test
    void answer_none_isNone() {
        assertThat(answers(List.of())).isEmpty();
    }

    // ---- what

    @Test
    void answer_toWrite_isTheDriversKek() throws Exception {
        KekGrant grant = grantOf(broker, toWrite);
        assertThat(grant.wrapped().keyId()).isEqualTo(key);
        assertThat(Objects.requireNonNull(grant.plaintext()).bits()).isEqualTo(128);
        assertThat(grant.requestId()).isEqualTo(kms.log().get(0).requestId());
        assertThat(grant.keyMaterialId()).matches("[0-9a-f]{64}");
    }

    @Test
    void answer_replayed_isTheSameKek() throws Exception {
        KekGrant first = grantOf(broker, toWrite);
        for (int i = 0; i < 10; i++) {
            KekGrant again = grantOf(broker, toWrite);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.wrapped()).isEqualTo(first.wrapped());
        }
        assertThat(kms.totalCalls()).isEqualTo(1);
    }

    @Test
    void answer_toRead_isTheKekOfTheFile() throws Exception {
        DataKey made = made(key);
        KekRequest toRead = Requests.toRead(made.wrapped(), NONE);
        KekGrant grant = grantOf(broker, toRead);
        assertThat(Objects.requireNonNull(grant.plaintext()).sameAs(made.plaintext()))
                .isTrue();
        assertThat(grant.deks()).isZero();
        assertThat(grantOf(broker, toRead).id()).isEqualTo(grant.id());
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(1);
    }

    @Test
    void answer_wrappedMode_holdsNoKey() throws Exception {
        DriverBroker wrapped = broker(false);
        assertThat(grantOf(wrapped, toWrite).plaintext()).isNull();
        assertThat(grantOf(wrapped, file(key)).plaintext()).isNull();
    }

    @Test
    void answer_toWrite_lendsOnePart() throws Exception {
        DriverBroker sharing = broker(true, "parquet.kms.kek.max.deks", "40960");
        KekGrant first = grantOf(sharing, toWrite);
        assertThat(first.deks()).isEqualTo(10);
        for (int i = 1; i < 4_096; i++) {
            KekGrant next = grantOf(sharing, toWrite);
            assertThat(next.deks()).isEqualTo(10);
            assertThat(next.id()).isEqualTo(first.id());
        }
        assertThat(kms.totalCalls()).isEqualTo(1);
        assertThat(grantOf(sharing, toWrite).id()).isNotEqualTo(first.id());
        assertThat(kms.totalCalls()).isEqualTo(2);
    }

    @Test
    void answer_fewDeks_lendsOneAtATime() throws Exception {
        DriverBroker sharing = broker(true, "parquet.kms.kek.max.deks", "3");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            KekGrant grant = grantOf(sharing, toWrite);
            assertThat(grant.deks()).isEqualTo(1);
            ids.add(grant.id());
        }
        assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
        assertThat(ids.subList(3, 6)).containsOnly(ids.get(3));
        assertThat(ids.get(3)).isNotEqualTo(ids.get(0));
    }

    // ---- failures

    @Test
    void answer_denied_isFailedAndTheKmsIsNotAskedAgain() throws Exception {
        kms.caller().permissions().deny(Operation.GENERATE_DATA_KEY);
        DriverBroker remembering = broker(true, "parquet.kms.denied.ttl", "1h");
        Answer answer = answerOf(remembering, toWrite);
        assertFailed(answer, KmsError.DENIED);
        assertThat(((Answer.Failed) answer).message()).contains("The driver", "access denied", key);
        for (int i = 0; i < 10; i++) {
            assertFailed(answerOf(remembering, toWrite), KmsError.DENIED);
        }
        assertThat(kms.totalCalls()).isEqualTo(1);
    }

    @Test
    void answer_disabledKey_isFailed() throws Exception {
        kms.disable(key);
        assertFailed(answerOf(broker, toWrite), KmsError.UNUSABLE);
    }

    @Test
    void answer_kmsDown_isFailed() throws Exception {
        kms.stop();
        assertFailed(answerOf(broker, toWrite), KmsError.UNAVAILABLE);
    }

    @Test
    void answer_throttled_isFailed() throws Exception {
        kms.faults().always(Fault.THROTTLED);
        assertFailed(answerOf(broker, toWrite), KmsError.THROTTLED);
    }

    @Test
    void answer_oneOfManyFails_theOthersAreGranted() throws Exception {
        String disabled = kms.createKey();
        kms.disable(disabled);
        List<KekRequest> both = List.of(Requests.toWrite(disabled, 128, NONE), toWrite);
        assertThat(answers(both)).containsOnly(PENDING);
        finishFetches();
        List<Answer> answers = answers(both);
        assertFailed(answers.get(0), KmsError.UNUSABLE);
        assertThat(answers.get(1)).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void answer_untrustedAccount_isFailedWithoutACall() throws Exception {
        String foreign = kms.createKey(TestKms.REGION, "999999999999");
        WrappedKey wrapped = new WrappedKey(foreign, "QUJD");
        assertFailed(ask(broker, Requests.toWrite(foreign, 128, NONE)), KmsError.UNTRUSTED);
        assertFailed(ask(broker, Requests.toRead(wrapped, NONE)), KmsError.UNTRUSTED);
        assertFailed(ask(broker, Requests.toRead(new WrappedKey("no key", "QUJD"), NONE)), KmsError.UNTRUSTED);
        finishFetches();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void answer_aliasThatIsNotConfigured_isDirect() throws Exception {
        String other = kms.createKey();
        kms.alias("alias/other", other);
        DriverBroker strict = broker(true, "parquet.kms.trusted.keys", key);
        assertDirect(answerOf(strict, Requests.toWrite("alias/other", 128, NONE)), "alias/other is none");
    }

    /** The executor's session may have given the name; the key that answers is judged here. */
    @Test
    void answer_toReadByNameOfAnOlderKey_isGrantedIfThatIsNamed() throws Exception {
        String older = kms.createKey();
        DataKey made = made(older);
        KekRequest byName = Requests.toReadByName(key, made.wrapped(), NONE);
        KekGrant grant = grantOf(ofAccount, byName);
        assertThat(grant.wrapped()).isEqualTo(made.wrapped());
        assertThat(Objects.requireNonNull(grant.plaintext()).sameAs(made.plaintext()))
                .isTrue();
        assertDirect(answerOf(broker, byName), older + " is none");
        DriverBroker strict = broker(true, "parquet.kms.trusted.keys", key);
        assertFailed(answerOf(strict, byName), KmsError.UNTRUSTED);
        assertFailed(
                answerOf(
                        broker,
                        Requests.toRead(new WrappedKey(key, made.wrapped().ciphertext()), NONE)),
                KmsError.INVALID);
    }

    /** An alias does not say which key it means, and whoever asks brings the ciphertext. */
    @Test
    void answer_toReadByAConfiguredAlias_isGrantedOnlyOfTheKeyItLeadsTo() throws Exception {
        String own = kms.createKey();
        String other = kms.createKey();
        kms.alias("alias/own", own);
        DriverBroker byAlias = broker(true, "parquet.kms.key.own", "alias/own");
        DataKey planted = made(other);
        KekRequest asAlias =
                Requests.toRead(new WrappedKey("alias/own", planted.wrapped().ciphertext()), NONE);
        assertDirect(untilAnswered(byAlias, asAlias), other + " is none");
        assertDirect(untilAnswered(byAlias, Requests.toRead(planted.wrapped(), NONE)), other + " is none");
        DataKey genuine = made(own);
        KekRequest ownAsAlias =
                Requests.toRead(new WrappedKey("alias/own", genuine.wrapped().ciphertext()), NONE);
        assertThat(untilAnswered(byAlias, ownAsAlias)).isInstanceOf(Answer.Granted.class);
    }

    private Answer untilAnswered(DriverBroker asked, KekRequest request) throws Exception {
        Answer answer = answerOf(asked, request);
        while (answer.equals(PENDING)) {
            answer = answerOf(asked, request);
        }
        return answer;
    }

    @Test
    void answer_noCredentials_isDirect() throws Exception {
        System.clearProperty("aws.secretAccessKey");
        DriverBroker other = broker(true, "parquet.kms.aws.credentials", "profile:none");
        assertDirect(answerOf(other, toWrite), "the driver could not");
    }

    @Test
    void answer_keyringFails_isDirect() {
        DriverBroker broken = new DriverBroker(
                () -> {
                    throw new IllegalStateException("closed");
                },
                new DriverBroker.Terms(access().keys(), Set.of(NONE), true, 1),
                () -> 1,
                now::get,
                Runnable::run);
        assertDirect(ask(broken, toWrite), "the driver could not");
    }

    @Test
    void answer_threadsGone_isDirect() {
        DriverBroker closed = broker(
                true,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                access());
        assertDirect(ask(closed, toWrite), "the driver could not");
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void answer_keyringClosed_isFetchedAgain() throws Exception {
        KekGrant first = grantOf(broker, toWrite);
        runtime.wipe();
        assertThat(grantOf(broker, toWrite).id()).isNotEqualTo(first.id());
    }

    @Test
    void answer_sameKeyOfTheDriversOwnFiles_isTheSameKek() throws Exception {
        KeyAccess access = access();
        Keyring own = runtime.callerKeys(access).keyring();
        own.wrap(new byte[16], (KekRequest.ToWrite) toWrite, access.keys(), null, "dataset");
        assertThat(ask(broker(true), toWrite)).isInstanceOf(Answer.Granted.class);
        assertThat(kms.totalCalls()).isEqualTo(1);
    }
}
