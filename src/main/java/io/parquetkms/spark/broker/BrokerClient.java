package io.parquetkms.spark.broker;

import io.parquetkms.keys.KekBroker;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.KmsError;
import io.parquetkms.process.DaemonThreads;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor's side: asks the driver for KEKs, all that its tasks want at the moment in one message, and again for those the
 * driver has yet to fetch. A driver that gives no sign of life for a while is left alone for a while, and the KMS is asked
 * instead. Safe on any thread.
 */
public final class BrokerClient implements KekBroker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClient.class);

    private static final Duration ASK_AGAIN_FIRST = Duration.ofMillis(2);
    private static final Duration ASK_AGAIN_LAST = Duration.ofMillis(100);
    private static final Duration LEAVE_ALONE = Duration.ofSeconds(30);

    private final UnaryOperator<byte[]> driver;
    private final boolean readsToo;
    private final long patience;
    private final long longest;
    private final ConcurrentLinkedQueue<Wanted> queue = new ConcurrentLinkedQueue<>();
    private final Set<Wanted> waiting = ConcurrentHashMap.newKeySet();
    private final List<Wanted> asked = new ArrayList<>(); // the one thread's own
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("parquet-kms-broker-client"));
    private Duration askAgain = ASK_AGAIN_FIRST; // the one thread's own
    private @Nullable Future<?> next; // the one thread's own
    private volatile long lastSign = System.nanoTime();
    private volatile @Nullable Long leftAloneUntil;

    private record Wanted(KekRequest request, CompletableFuture<Answer> answer) {}

    /**
     * Asks nothing yet.
     *
     * @param driver sends a message and waits for the reply
     * @param readsToo whether KEKs of files come from the driver, too
     * @param patience how long to wait for a sign of life
     * @param longest how long to wait for a KEK that the driver is fetching
     */
    public BrokerClient(UnaryOperator<byte[]> driver, boolean readsToo, Duration patience, Duration longest) {
        this.driver = driver;
        this.readsToo = readsToo;
        this.patience = patience.toNanos();
        this.longest = longest.toNanos();
    }

    @Override
    public @Nullable KekGrant request(KekRequest request) {
        if (isLeftAlone() || !(readsToo || request instanceof KekRequest.ToWrite) || !fits(request)) {
            return null;
        }
        Wanted wanted = new Wanted(request, new CompletableFuture<>());
        waiting.add(wanted);
        queue.add(wanted);
        try {
            thread.execute(this::ask);
            return read(await(wanted), wanted);
        } catch (RejectedExecutionException e) {
            return null; // closed
        } finally {
            waiting.remove(wanted);
        }
    }

    /** A file may hold a text that is too long for a message; that must not fail the message with what others want. */
    private static boolean fits(KekRequest request) {
        try {
            return Wire.requests(List.of(Asked.of(request))).length > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private boolean isLeftAlone() {
        Long until = leftAloneUntil;
        return until != null && until - System.nanoTime() > 0;
    }

    private static @Nullable KekGrant read(@Nullable Answer answer, Wanted wanted) {
        if (answer instanceof Answer.Granted granted) {
            return granted.grant();
        }
        if (answer instanceof Answer.Failed failed) {
            throw failed.error().exception(failed.message(), null);
        }
        abandon(wanted);
        return null;
    }

    /** Nobody wants it any more, not even if it comes just now. */
    private static void abandon(Wanted wanted) {
        if (!wanted.answer().cancel(false)) {
            wipe(wanted.answer().getNow(null));
        }
    }

    /** Null: the driver gave no sign of life, or took too long. */
    private @Nullable Answer await(Wanted wanted) {
        long begin = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long sign = lastSign - begin > 0 ? lastSign : begin;
            long left = Math.min(sign + patience - now, begin + longest - now);
            if (left <= 0) {
                return giveUp(wanted);
            }
            try {
                return wanted.answer().get(left, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                LOG.debug("Still waiting for {}", wanted.request().key()); // over, unless there was a sign meanwhile
            } catch (ExecutionException e) {
                return new Answer.Direct();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                abandon(wanted);
                throw KmsError.UNAVAILABLE.exception("Interrupted while waiting for a key from the driver", e);
            }
        }
    }

    /** A driver that answers, and waits for a slow KMS, is not left alone for it: other keys may be there. */
    private @Nullable Answer giveUp(Wanted wanted) {
        if (System.nanoTime() - lastSign >= patience) {
            leaveAlone("no answer in " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms");
        }
        return wanted.answer().getNow(null);
    }

    private void leaveAlone(String why) {
        leftAloneUntil = System.nanoTime() + LEAVE_ALONE.toNanos();
        LOG.warn("Asking KMS directly for the next {} s: the driver gave no key ({})", LEAVE_ALONE.toSeconds(), why);
    }

    /** On the one thread. */
    private void ask() {
        take();
        if (asked.isEmpty()) {
            return;
        }
        List<Wanted> batch = List.copyOf(asked.subList(0, Math.min(asked.size(), Wire.MAX_BATCH)));
        try {
            List<Answer> answers = Wire.answers(driver.apply(Wire.requests(
                    batch.stream().map(wanted -> Asked.of(wanted.request())).toList())));
            lastSign = System.nanoTime();
            hand(batch, answers);
        } catch (RuntimeException e) {
            leaveAlone(e.toString());
            batch.forEach(wanted -> wanted.answer().complete(new Answer.Direct()));
            asked.removeAll(batch);
        }
        askAgain();
    }

    private void take() {
        for (Wanted wanted = queue.poll(); wanted != null; wanted = queue.poll()) {
            asked.add(wanted);
            askAgain = ASK_AGAIN_FIRST;
        }
        asked.removeIf(wanted -> wanted.answer().isDone());
    }

    private void hand(List<Wanted> batch, List<Answer> answers) {
        if (answers.size() != batch.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + batch.size() + " requests");
        }
        Iterator<Answer> next = answers.iterator();
        for (Wanted wanted : batch) {
            Answer answer = next.next();
            asked.remove(wanted);
            if (answer instanceof Answer.Pending) {
                asked.add(wanted); // behind those who were not asked for yet
            } else if (!wanted.answer().complete(answer)) {
                wipe(answer); // who wanted it has given up
            }
        }
    }

    private static void wipe(@Nullable Answer answer) {
        if (answer instanceof Answer.Granted granted && granted.grant().plaintext() != null) {
            granted.grant().plaintext().wipe();
        }
    }

    private void askAgain() {
        if (asked.isEmpty() || next != null || thread.isShutdown()) {
            return;
        }
        next = thread.schedule(
                () -> {
                    next = null;
                    ask();
                },
                askAgain.toNanos(),
                TimeUnit.NANOSECONDS);
        Duration longer = askAgain.multipliedBy(2);
        askAgain = longer.compareTo(ASK_AGAIN_LAST) < 0 ? longer : ASK_AGAIN_LAST;
    }

    /** Who still waits asks the KMS. */
    @Override
    public void close() {
        thread.shutdownNow();
        waiting.forEach(wanted -> wanted.answer().complete(new Answer.Direct()));
    }
}
