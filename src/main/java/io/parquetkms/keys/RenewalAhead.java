package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a key shortly before its deadline, on a background thread, one attempt at a time. Safe on any thread. */
final class RenewalAhead {

    private static final Logger LOG = LoggerFactory.getLogger(RenewalAhead.class);

    /** How long before its deadline the next one is fetched: this, or a tenth of the age where that is shorter. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** How often, until the deadline, someone is asked who has no fresher one yet. */
    private static final int ATTEMPTS = 10;

    private final Ticker ticker;
    private final Executor background;
    private final long ahead;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Long again;

    /** @param maxAge of a key */
    RenewalAhead(Duration maxAge, Ticker ticker, Executor background) {
        this.ticker = ticker;
        this.background = background;
        ahead = Math.min(AHEAD.toNanos(), maxAge.dividedBy(10).toNanos());
    }

    /** Whether a key with so many nanoseconds to its deadline is old enough to be renewed. */
    boolean isNear(long left) {
        return left <= ahead;
    }

    /** Begins, unless an attempt is under way or was made just now. */
    void begin(Runnable renewal) {
        Long next = again;
        if ((next == null || next - ticker.read() <= 0) && running.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    renewal.run();
                } catch (ParquetCryptoRuntimeException e) {
                    LOG.warn("Cannot renew a key ahead of its deadline: {}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("Cannot renew a key ahead of its deadline", e);
                } finally {
                    // a broker may have given the same again, and not every failure is remembered
                    again = ticker.read() + ahead / ATTEMPTS;
                    running.set(false);
                }
            });
        }
    }
}
