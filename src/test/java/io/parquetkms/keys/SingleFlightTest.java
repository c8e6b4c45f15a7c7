package io.parquetkms.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsThrottledException;
import io.parquetkms.kms.KmsUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {

    private final SingleFlight<String> flight = new SingleFlight<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private @Nullable String run(Supplier<String> call) {
        return flight.run(call, () -> {
            ended.incrementAndGet();
            over.countDown();
        });
    }

    private String held(String answer) {
        calls.incrementAndGet();
        begun.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KmsError.UNAVAILABLE.exception("interrupted", e);
        }
        return answer;
    }

    /** Those who wait for the one call, once they do. */
    private List<Future<@Nullable String>> waiting(int number) throws InterruptedException {
        List<Future<@Nullable String>> waiting = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
            CountDownLatch known = new CountDownLatch(1);
            waiting.add(threads.submit(() -> {
                thread.set(Thread.currentThread());
                known.countDown();
                return run(() -> held("another"));
            }));
            known.await();
            running.add(thread.get());
        }
        for (Thread thread : running) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        return waiting;
    }

    @Test
    void run_manyAtOnce_isOneCall() throws Exception {
        Future<@Nullable String> first = threads.submit(() -> run(() -> held("key")));
        begun.await();
        List<Future<@Nullable String>> others = waiting(4);
        gate.countDown();

        assertThat(first.get()).isEqualTo("key");
        for (Future<@Nullable String> other : others) {
            assertThat(other.get()).isEqualTo("key");
        }
        assertThat(calls).hasValue(1);
        assertThat(ended).hasValue(1);
    }

    @Test
    void run_oneAfterTheOther_isACallEach() {
        assertThat(run(() -> "one")).isEqualTo("one");
        assertThat(run(() -> "two")).isEqualTo("two");
        assertThat(ended).hasValue(2);
    }

    @Test
    void run_callFails_theOthersFailTheSameWay() throws Exception {
        Future<@Nullable String> first = threads.submit(() -> run(() -> {
            held("");
            throw KmsError.THROTTLED.exception("slow down", null);
        }));
        begun.await();
        List<Future<@Nullable String>> others = waiting(2);
        gate.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(KmsThrottledException.class);
        for (Future<@Nullable String> other : others) {
            assertThatThrownBy(other::get)
                    .hasCauseInstanceOf(KmsThrottledException.class)
                    .hasMessageContaining("slow down");
        }
        assertThat(run(() -> "again")).isEqualTo("again");
    }

    @Test
    void run_callerIsCancelled_theOthersLookAgain() throws Exception {
        Future<@Nullable String> first = threads.submit(() -> run(() -> held("key")));
        begun.await();
        List<Future<@Nullable String>> others = waiting(2);
        first.cancel(true);

        for (Future<@Nullable String> other : others) {
            assertThat(other.get()).isNull();
        }
        over.await();
        assertThat(ended).hasValue(1);
    }

    @Test
    void run_waiterIsInterrupted_failsWithoutDisturbingTheCall() throws Exception {
        Future<@Nullable String> first = threads.submit(() -> run(() -> held("key")));
        begun.await();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            try {
                run(() -> held("another"));
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        waiter.start();
        waiter.interrupt();
        waiter.join();
        gate.countDown();

        assertThat(failure.get()).isInstanceOf(KmsUnavailableException.class).hasMessageContaining("Interrupted");
        assertThat(first.get()).isEqualTo("key");
        assertThat(calls).hasValue(1);
    }
}
