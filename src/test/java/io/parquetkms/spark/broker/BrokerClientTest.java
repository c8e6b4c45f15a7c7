package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.keys.KekAnswer;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.kms.WrappedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BrokerClientTest {

    /** Longer than any test takes. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final WrappedKey WRAPPED = new WrappedKey("pii", "QUJD");
    private static final KekRequest TO_WRITE = toWrite("pii");
    private static final KekRequest TO_READ = Requests.toRead(WRAPPED, EncryptionContext.NONE);

    private final List<List<Asked>> messages = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final ExecutorService tasks = Executors.newCachedThreadPool();
    private final List<BrokerClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(BrokerClient::close);
        tasks.shutdownNow();
    }

    private static KekRequest.ToWrite toWrite(String keyId) {
        return Requests.toWrite(keyId, 128, EncryptionContext.NONE);
    }

    private static Answer granted(String keyId) {
        return new Answer.Granted(new KekGrant(
                "a2Vr",
                new WrappedKey(keyId, "QUJD"),
                KeyBytes.random(128),
                Duration.ofHours(1),
                Duration.ofHours(2),
                10,
                "request",
                ""));
    }

    private BrokerClient client(UnaryOperator<byte[]> driver) {
        return client(driver, true, LONG, LONG);
    }

    private BrokerClient client(UnaryOperator<byte[]> driver, boolean readsToo, Duration patience, Duration longest) {
        BrokerClient client = new BrokerClient(
                message -> {
                    messages.add(Wire.requests(message));
                    return driver.apply(message);
                },
                readsToo,
                patience,
                longest,
                new DirectCalls(() -> clock.addAndGet(1_000_000_000L), () -> 0)); // its turn is always now
        clients.add(client);
        return client;
    }

    /** A driver that answers each request for itself. */
    private static UnaryOperator<byte[]> each(Function<Asked, Answer> answer) {
        return message ->
                Wire.answers(Wire.requests(message).stream().map(answer).toList());
    }

    private static UnaryOperator<byte[]> granting() {
        return each(request -> granted(request.keyId()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String keyOf(KekAnswer answer) {
        return ((KekAnswer.Granted) answer).grant().wrapped().keyId();
    }

    private static void assertUnavailable(KekAnswer answer, String why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        KekAnswer.Unavailable.class,
                        unavailable -> assertThat(unavailable.why()).contains(why));
    }

    private static void assertUnavailable(KekAnswer answer) {
        assertUnavailable(answer, "");
    }

    // ---- granted

    @Test
    void request_granted_isTheGrant() {
        BrokerClient client = client(granting());
        assertThat(keyOf(client.request(TO_WRITE))).isEqualTo("pii");
        assertThat(keyOf(client.request(TO_READ))).isEqualTo("pii");
        assertThat(messages).containsExactly(List.of(Asked.of(TO_WRITE)), List.of(Asked.of(TO_READ)));
    }

    @Test
    void request_ofManyThreads_shareMessagesAndEachGetsItsOwn() throws Exception {
        CountDownLatch firstAsked = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        UnaryOperator<byte[]> granting = granting();
        BrokerClient client = client(message -> {
            firstAsked.countDown();
            BrokerClientTest.await(othersWait);
            return granting.apply(message);
        });
        Future<KekAnswer> first = tasks.submit(() -> client.request(toWrite("first")));
        firstAsked.await();
        List<Future<KekAnswer>> others = new ArrayList<>();
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            KekRequest request = toWrite("key" + i);
            others.add(tasks.submit(() -> {
                threads.add(Thread.currentThread());
                return client.request(request);
            }));
        }
        while (threads.size() < 20 || threads.stream().anyMatch(thread -> !waits(thread))) {
            Thread.onSpinWait();
        }
        othersWait.countDown();
        assertThat(keyOf(first.get())).isEqualTo("first");
        for (int i = 0; i < 20; i++) {
            assertThat(keyOf(others.get(i).get())).isEqualTo("key" + i);
        }
        assertThat(messages).hasSize(2);
        assertThat(messages.get(1)).hasSize(20);
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void request_pendingThenGranted_isAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        BrokerClient client =
                client(each(request -> asked.incrementAndGet() < 4 ? new Answer.Pending() : granted(request.keyId())));
        assertThat(keyOf(client.request(TO_WRITE))).isEqualTo("pii");
        assertThat(messages).hasSize(4).containsOnly(List.of(Asked.of(TO_WRITE)));
    }

    @Test
    void request_oneOfTwoPending_onlyThatIsAskedForAgain() throws Exception {
        CountDownLatch fastDone = new CountDownLatch(1);
        BrokerClient client = client(each(request -> request.keyId().equals("slow") && fastDone.getCount() > 0
                ? new Answer.Pending()
                : granted(request.keyId())));
        Future<KekAnswer> slow = tasks.submit(() -> client.request(toWrite("slow")));
        assertThat(keyOf(client.request(toWrite("fast")))).isEqualTo("fast");
        fastDone.countDown();
        assertThat(keyOf(slow.get())).isEqualTo("slow");
        assertThat(messages.stream().filter(message -> message.contains(Asked.of(toWrite("fast")))))
                .hasSize(1);
    }

    @Test
    void request_moreThanAMessageHolds_allAreGranted() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        UnaryOperator<byte[]> granting = granting();
        BrokerClient client = client(message -> {
            BrokerClientTest.await(all);
            return granting.apply(message);
        });
        int wanted = 1_100;
        List<Callable<KekAnswer>> work = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(wanted);
        for (int i = 0; i < wanted; i++) {
            work.add(() -> {
                begun.countDown();
                return client.request(TO_WRITE);
            });
        }
        List<Future<KekAnswer>> done = new ArrayList<>();
        work.forEach(one -> done.add(tasks.submit(one)));
        begun.await();
        all.countDown();
        for (Future<KekAnswer> one : done) {
            assertThat(keyOf(one.get())).isEqualTo("pii");
        }
        assertThat(messages).allSatisfy(message -> assertThat(message).hasSizeLessThanOrEqualTo(Wire.MAX_BATCH));
    }

    // ---- not the driver's business

    @Test
    void request_direct_saysWhyAndTheDriverIsAskedNextTime() {
        BrokerClient client = client(each(request -> new Answer.Direct("it is not named")));
        assertThat(client.request(TO_WRITE)).isEqualTo(new KekAnswer.AskKms("it is not named"));
        assertThat(client.request(TO_WRITE)).isEqualTo(new KekAnswer.AskKms("it is not named"));
        assertThat(messages).hasSize(2);
    }

    @Test
    void request_readWhereOnlyWritesAre_isForTheKmsUnasked() {
        BrokerClient client = client(granting(), false, LONG, LONG);
        assertThat(client.request(TO_READ)).isEqualTo(new KekAnswer.AskKms(""));
        assertThat(messages).isEmpty();
        assertThat(keyOf(client.request(TO_WRITE))).isEqualTo("pii");
    }

    /** From a file, through Parquet's own key tools. */
    @Test
    void request_tooLongForAMessage_isForTheKmsAndOthersAreAnswered() {
        BrokerClient client = client(granting());
        WrappedKey hostile = new WrappedKey("pii", "A".repeat(70_000));
        assertThat(client.request(Requests.toRead(hostile, EncryptionContext.NONE)))
                .isEqualTo(new KekAnswer.AskKms(""));
        assertThat(keyOf(client.request(TO_WRITE))).isEqualTo("pii");
    }

    // ---- failures

    @ParameterizedTest
    @EnumSource
    void request_failed_isThatException(KmsError error) {
        BrokerClient client = client(each(request -> new Answer.Failed(error, "what to do")));
        assertThatThrownBy(() -> client.request(TO_WRITE))
                .isExactlyInstanceOf(error.exception("", null).getClass())
                .hasMessage("what to do");
        assertThatThrownBy(() -> client.request(TO_WRITE)).hasMessage("what to do");
        assertThat(messages).hasSize(2);
    }

    private void assertLeftAlone(BrokerClient client) {
        assertUnavailable(client.request(TO_WRITE));
        int asked = messages.size();
        assertUnavailable(client.request(TO_WRITE));
        assertUnavailable(client.request(TO_READ));
        assertThat(messages).hasSize(asked);
    }

    @Test
    void request_driverThrows_isUnavailableAndNotAskedMeanwhile() {
        assertLeftAlone(client(message -> {
            throw new IllegalStateException("gone");
        }));
        assertThat(messages).hasSize(1);
    }

    @Test
    void request_malformedReply_isUnavailableAndNotAskedMeanwhile() {
        assertLeftAlone(client(message -> new byte[] {1, 2, 3}));
    }

    @Test
    void request_tooFewAnswers_isUnavailableAndNotAskedMeanwhile() {
        assertLeftAlone(client(message -> Wire.answers(List.of())));
    }

    @Test
    void request_tooManyAnswers_isUnavailableAndNotAskedMeanwhile() {
        assertLeftAlone(client(message -> Wire.answers(List.of(granted("pii"), granted("pii")))));
    }

    @Test
    void request_silentDriver_isUnavailableAndNotAskedMeanwhile() {
        CountDownLatch silent = new CountDownLatch(1);
        UnaryOperator<byte[]> granting = granting();
        UnaryOperator<byte[]> driver = message -> {
            BrokerClientTest.await(silent);
            return granting.apply(message);
        };
        BrokerClient client = client(driver, true, SHORT, LONG);
        assertUnavailable(client.request(TO_WRITE));
        silent.countDown(); // now it would answer
        assertUnavailable(client.request(TO_WRITE));
        assertUnavailable(client.request(TO_READ));
        assertThat(messages).hasSizeLessThanOrEqualTo(1); // on a busy machine none was sent in that time
    }

    /** The driver lives, but the KMS doesn't answer it. */
    @Test
    void request_pendingForTooLong_isUnavailable() {
        BrokerClient client = client(each(request -> new Answer.Pending()), true, LONG, SHORT);
        do {
            assertUnavailable(client.request(TO_WRITE));
        } while (messages.isEmpty()); // on a busy machine none was sent in that time
    }

    // ---- giving up

    @Test
    void request_interrupted_isUnavailableAndTheFlagIsKept() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch silent = new CountDownLatch(1);
        BrokerClient client = client(message -> {
            asked.countDown();
            BrokerClientTest.await(silent);
            return granting().apply(message);
        });
        Future<Boolean> task = tasks.submit(() -> {
            Thread waiter = Thread.currentThread();
            tasks.execute(() -> {
                BrokerClientTest.await(asked);
                waiter.interrupt();
            });
            assertThatThrownBy(() -> client.request(TO_WRITE)).isInstanceOf(KmsUnavailableException.class);
            return Thread.interrupted();
        });
        assertThat(task.get()).isTrue();
        silent.countDown();
        assertThat(keyOf(client.request(toWrite("next")))).isEqualTo("next");
    }

    // ---- the end

    @Test
    void request_afterClose_isUnavailable() {
        BrokerClient client = client(granting());
        client.close();
        assertUnavailable(client.request(TO_WRITE));
        assertThat(messages).isEmpty();
    }

    @Test
    void close_whoWaitsForTheReply_asksTheKms() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        BrokerClient client = client(message -> {
            asked.countDown();
            BrokerClientTest.await(new CountDownLatch(1));
            return message;
        });
        Future<KekAnswer> waiter = tasks.submit(() -> client.request(TO_WRITE));
        asked.await();
        client.close();
        assertUnavailable(waiter.get(), "ending");
    }

    @Test
    void close_whoWaitsForTheNextQuestion_asksTheKms() throws Exception {
        CountDownLatch asked = new CountDownLatch(10); // so often that it is surely waiting to be asked again
        BrokerClient client = client(each(request -> {
            asked.countDown();
            return new Answer.Pending();
        }));
        Future<KekAnswer> waiter = tasks.submit(() -> client.request(TO_WRITE));
        asked.await();
        client.close();
        assertUnavailable(waiter.get(), "ending");
    }

    @Test
    void close_twice_isAsOnce() {
        BrokerClient client = client(granting());
        client.close();
        client.close();
        assertUnavailable(client.request(TO_WRITE));
    }
}
