package io.parquetkms.spark.broker;

import io.parquetkms.keys.KekAnswer;
import io.parquetkms.keys.KekBroker;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor's side: asks the driver for KEKs, all that its tasks want at the moment in one message, and again for those the
 * driver has yet to fetch. A driver that gives no sign of life for a while is left alone for a while, and the KMS is asked
 * instead, as slowly as {@link DirectCalls} says. Safe on any thread.
 */
public final class BrokerClient implements KekBroker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClient.class);

    private static final Duration ASK_AGAIN_FIRST = Duration.ofMillis(2);
    private static final Duration ASK_AGAIN_LAST = Duration.ofMillis(100);
    private static final String CLOSED = "the executor is ending";

    private final UnaryOperator<byte[]> driver;
    private final boolean readsToo;
    private final long patience;
    private final long longest;
    private final DirectCalls directCalls;
    private final ConcurrentLinkedQueue<Wanted> queue = new ConcurrentLinkedQueue<>();
    private final Set<Wanted> waiting = ConcurrentHashMap.newKeySet();
    private final List<Wanted> asked = new ArrayList<>(); // the one thread's own
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("parquet-kms-broker-client"));
    private Duration askAgain = ASK_AGAIN_FIRST; // the one thread's own
    private @Nullable Future<?> next; // the one thread's own
    private volatile long lastSign = System.nanoTime();
    private volatile @Nullable LeftAlone leftAlone;

    private record LeftAlone(long until, String why) {}

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
        this(driver, readsToo, patience, longest, new DirectCalls(System::nanoTime, RandomGenerator.getDefault()));
    }

    BrokerClient(
            UnaryOperator<byte[]> driver,
            boolean readsToo,
            Duration patience,
            Duration longest,
            DirectCalls directCalls) {
        this.directCalls = directCalls;
        this.driver = driver;
        this.readsToo = readsToo;
        this.patience = patience.toNanos();
        this.longest = longest.toNanos();
    }

    @Override
    public KekAnswer request(KekRequest request) {
        if (!(readsToo || request instanceof KekRequest.ToWrite) || !fits(request)) {
            return new KekAnswer.AskKms("");
        }
        Wanted wanted = new Wanted(request, new CompletableFuture<>());
        LeftAlone current = leftAloneNow();
        if (current != null) {
            return afterTurn(wanted, current.why());
        }
        waiting.add(wanted);
        queue.add(wanted);
        try {
            thread.execute(this::ask);
            return answer(wanted);
        } catch (RejectedExecutionException e) {
            return new KekAnswer.Unavailable(CLOSED);
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

    private @Nullable LeftAlone leftAloneNow() {
        LeftAlone current = leftAlone;
        return current != null && current.until() - System.nanoTime() > 0 ? current : null;
    }

    private KekAnswer answer(Wanted wanted) {
        long begin = System.nanoTime();
        for (long left = left(begin); left > 0; left = left(begin)) {
            try {
                Answer answer = await(wanted, left);
                if (answer != null) {
                    return read(answer, wanted);
                } // it is over, unless there was a sign of life meanwhile
            } catch (ExecutionException e) { // the driver failed
                Wanted nobodyAnswers = new Wanted(wanted.request(), new CompletableFuture<>());
                return afterTurn(nobodyAnswers, String.valueOf(e.getCause()));
            }
        }
        return afterTurn(wanted, giveUp());
    }

    /** Waits until it is this executor's turn to ask the KMS; meanwhile an answer may come after all. */
    private KekAnswer afterTurn(Wanted wanted, String why) {
        try {
            Answer answer = thread.isShutdown() ? null : await(wanted, directCalls.takeTurn());
            return answer == null ? unavailable(wanted, why) : read(answer, wanted);
        } catch (ExecutionException e) {
            return new KekAnswer.Unavailable(why);
        }
    }

    private long left(long begin) {
        long now = System.nanoTime();
        long sign = lastSign - begin > 0 ? lastSign : begin;
        return Math.min(sign + patience - now, begin + longest - now);
    }

    /** A driver that answers, and waits for a slow KMS, is not left alone for it: other keys may be there. */
    private String giveUp() {
        if (System.nanoTime() - lastSign >= patience) {
            return leaveAlone("no answer in " + TimeUnit.NANOSECONDS.toMillis(patience) + " ms");
        }
        return "not in " + TimeUnit.NANOSECONDS.toMillis(longest) + " ms";
    }

    /** All tasks find out at about the same time. */
    private synchronized String leaveAlone(String why) {
        LeftAlone current = leftAloneNow();
        if (current != null) {
            return current.why();
        }
        Duration pause = directCalls.begin();
        leftAlone = new LeftAlone(System.nanoTime() + pause.toNanos(), why);
        LOG.warn("Asking KMS directly for the next {} s: the driver gave no key ({})", pause.toSeconds(), why);
        return why;
    }

    /** Null: not in that time. */
    private static @Nullable Answer await(Wanted wanted, long nanos) throws ExecutionException {
        try {
            return wanted.answer().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(wanted);
            throw KmsError.UNAVAILABLE.exception("Interrupted while waiting for a key from the driver", e);
        }
    }

    private static KekAnswer read(Answer answer, Wanted wanted) {
        if (answer instanceof Answer.Granted granted) {
            return new KekAnswer.Granted(granted.grant());
        }
        if (answer instanceof Answer.Failed failed) {
            throw failed.error().exception(failed.message(), null);
        }
        if (answer instanceof Answer.Direct direct) {
            return new KekAnswer.AskKms(direct.why());
        }
        return unavailable(wanted, "it has not got it yet"); // pending is never handed on
    }

    private static KekAnswer unavailable(Wanted wanted, String why) {
        abandon(wanted);
        return new KekAnswer.Unavailable(why);
    }

    /** Nobody wants it any more, not even if it comes just now. */
    private static void abandon(Wanted wanted) {
        if (!wanted.answer().cancel(false) && !wanted.answer().isCompletedExceptionally()) {
            wipe(wanted.answer().getNow(null));
        }
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
            batch.forEach(wanted -> wanted.answer().completeExceptionally(e));
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
        thread.shutdown(); // from here on nobody joins those who wait
        IllegalStateException end = new IllegalStateException(CLOSED);
        waiting.forEach(wanted -> wanted.answer().completeExceptionally(end));
        thread.shutdownNow(); // last: the interrupted call to the driver would tell them of the interruption
    }
}
