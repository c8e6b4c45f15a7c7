package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Statistics;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.KmsError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One KEK's place in a cache, and the rules of its life:
 *
 * <ul>
 *   <li>However many threads want it, one asks the KMS ({@link SingleFlight}).
 *   <li>Until its deadline it is used without a call. Shortly before, the next one is fetched ({@link RenewalAhead}).
 *   <li>After its deadline the KMS is asked again. While it is unavailable or throttling, the old one serves for a bounded
 *       grace, and the KMS is tried again from time to time.
 *   <li>A denial ends it at once, and is remembered for a short while. No other failure is remembered.
 * </ul>
 *
 * <p>Safe on any thread. A warm {@link #acquire} takes no lock.
 */
final class KekSlot {

    private static final Logger LOG = LoggerFactory.getLogger(KekSlot.class);

    /** How long to leave the KMS alone after it failed, while the old KEK serves. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Supplier<Kek> fetch;
    private final Consumer<Duration> keepFor;
    private final KeyringOptions options;
    private final Ticker ticker;
    private final Statistics statistics;
    private final SingleFlight<Kek> flight = new SingleFlight<>();
    private final RenewalAhead renewal;
    private volatile @Nullable Kek kek;
    private volatile @Nullable Failure failure;
    private volatile boolean closed;

    /** The last failure, and until when it counts. */
    private record Failure(RuntimeException exception, KmsError error, long until) {}

    /**
     * @param fetch asks the KMS
     * @param keepFor told the {@link #timeToLive} when it is another one
     */
    KekSlot(
            Supplier<Kek> fetch,
            Consumer<Duration> keepFor,
            KeyringOptions options,
            Ticker ticker,
            Executor background,
            Statistics statistics) {
        this.fetch = fetch;
        this.keepFor = keepFor;
        this.options = options;
        this.ticker = ticker;
        this.statistics = statistics;
        renewal = new RenewalAhead(options.maxAge(), ticker, background);
    }

    /**
     * The KEK, with a reference that the caller releases; null if this slot was closed meanwhile.
     *
     * @throws ParquetCryptoRuntimeException as {@link io.parquetkms.kms.Kms} does
     */
    @Nullable
    Kek acquire() {
        while (!closed) {
            Kek usable = acquireUsable();
            if (usable != null) {
                return usable;
            }
            throwRemembered();
            Kek fetched = fetchOnce();
            if (fetched != null && fetched.retain()) {
                return fetched;
            }
        }
        return null;
    }

    /** The KEK, if there is one without a call. */
    @Nullable
    Kek acquireIfReady() {
        return closed ? null : acquireUsable();
    }

    /** Without a call: a KEK before its deadline, or in its grace just after the KMS failed. */
    private @Nullable Kek acquireUsable() {
        Kek current = kek;
        if (current == null) {
            return null;
        }
        long left = current.nanosLeft(ticker.read());
        if (left > 0 && current.retain()) {
            if (renewal.isNear(left) && recentFailure() == null) {
                renewal.begin(this::fetchOnce);
            }
            statistics.hit();
            return current;
        }
        Failure recent = recentFailure();
        boolean inGrace = current.nanosUntilEnd(ticker.read()) > 0
                && recent != null
                && recent.error().isTransient();
        if (inGrace && current.retain()) {
            statistics.usedInGrace();
            return current;
        }
        return null;
    }

    private @Nullable Failure recentFailure() {
        Failure last = failure;
        return last != null && last.until() - ticker.read() > 0 ? last : null;
    }

    private void throwRemembered() {
        Failure recent = recentFailure();
        if (recent != null && recent.error() == KmsError.DENIED) {
            statistics.deniedFromMemory();
            throw recent.error().exception(String.valueOf(recent.exception().getMessage()), recent.exception());
        }
    }

    /** One call for all who want it now. Null: look again. */
    private @Nullable Kek fetchOnce() {
        return flight.run(this::fetchUnlessFresh, () -> keepFor.accept(timeToLive()));
    }

    /** Another thread may have fetched it, or been denied, since this one looked. */
    private Kek fetchUnlessFresh() {
        throwRemembered();
        Kek current = kek;
        boolean fresh = current != null && !renewal.isNear(current.nanosLeft(ticker.read()));
        return current != null && fresh ? current : fetchOrServeOld();
    }

    private Kek fetchOrServeOld() {
        try {
            Kek fetched = fetch.get();
            failure = null;
            replace(fetched);
            return fetched;
        } catch (RuntimeException e) {
            return serveOld(e);
        }
    }

    private Kek serveOld(RuntimeException e) {
        KmsError error = KmsError.of(e);
        if (error == null || Thread.currentThread().isInterrupted()) {
            throw e;
        }
        Duration lasts = error == KmsError.DENIED ? options.deniedTtl() : RETRY_AFTER;
        failure = new Failure(e, error, ticker.read() + lasts.toNanos());
        if (error.revokes()) {
            replace(null);
        }
        Kek old = kek;
        if (old != null && error.isTransient() && old.nanosUntilEnd(ticker.read()) > 0) {
            LOG.warn("{}; going on with {}", e.getMessage(), old);
            return old;
        }
        throw e;
    }

    /** How long it is worth keeping when nobody uses it: until the KEK's grace is over, or the denial is forgotten. */
    Duration timeToLive() {
        Kek current = kek;
        Failure last = failure;
        if (current != null) {
            return atLeastSome(current.nanosUntilEnd(ticker.read()));
        }
        return last == null
                ? options.maxAge().plus(options.grace()) // it is about to be fetched
                : atLeastSome(last.until() - ticker.read());
    }

    private static Duration atLeastSome(long nanos) {
        return Duration.ofNanos(Math.max(1, nanos));
    }

    /** Adds the KEK, if there is one, without a reference: for what it tells of itself. */
    void addTo(List<Kek> keks) {
        Kek current = kek;
        if (current != null) {
            keks.add(current);
        }
    }

    /** Takes a used-up KEK out, so that the next who wants one fetches another. */
    synchronized void retire(Kek used) {
        if (kek == used) {
            replace(null);
        }
    }

    private synchronized void replace(@Nullable Kek next) {
        Kek old = kek;
        if (next != null && closed) {
            next.release(); // whoever holds a reference finishes; nobody else starts
            return;
        }
        kek = next;
        if (old != null) {
            old.release();
        }
    }

    /** Lets the KEK go: it is wiped when nobody uses it any more. */
    synchronized void close() {
        closed = true;
        replace(null);
    }
}
