package io.parquetkms.spark.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.keys.KekRequest;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * How many requests to the KMS the executors' messages may cause. Spark does not say who sent a message, so what one executor may
 * have is counted for all of them together, by how many there are: whoever can speak for one of them can use it up, and slows the
 * others down, but costs no more. Who is over it waits for its turn.
 *
 * <p>The numbers are far from what a job needs: it makes one KEK for each KMS key, and reads one for each job that wrote, or at most
 * one for each file. Safe on any thread.
 */
final class FetchBudget {

    /** A job may read so many files that others wrote, each with a KEK of its own, before it is held back at all. */
    static final int AT_ONCE = 10_000;

    static final int PER_EXECUTOR_AND_SECOND = 50;

    /** Of KEKs to write with, for one KMS key: one is enough for {@code parquet.kms.kek.max.deks}. */
    static final int TO_WRITE_AT_ONCE = 60;

    private static final int TO_WRITE_PER_SECOND = 1;

    private final Ticker ticker;
    private final IntSupplier executors;
    private final Bucket all;
    private final Cache<KekRequest, Bucket> toWrite = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumSize(10_000)
            .build();

    /** @param executors how many there are */
    FetchBudget(Ticker ticker, IntSupplier executors) {
        this.ticker = ticker;
        this.executors = executors;
        all = new Bucket(AT_ONCE, ticker.read());
    }

    /** Takes one; false where there is none at the moment. */
    synchronized boolean take(KekRequest request) {
        long now = ticker.read();
        all.fill(now, (double) PER_EXECUTOR_AND_SECOND * Math.max(1, executors.getAsInt()));
        if (!all.hasOne()) {
            return false;
        }
        if (request instanceof KekRequest.ToWrite) {
            Bucket own = toWrite.get(request, key -> new Bucket(TO_WRITE_AT_ONCE, now));
            own.fill(now, TO_WRITE_PER_SECOND);
            if (!own.hasOne()) {
                return false;
            }
            own.takeOne();
        }
        all.takeOne();
        return true;
    }

    /** Full at first. */
    private static final class Bucket {
        private final int capacity;
        private double filled;
        private long at;

        private Bucket(int capacity, long now) {
            this.capacity = capacity;
            filled = capacity;
            at = now;
        }

        private void fill(long now, double perSecond) {
            filled = Math.min(capacity, filled + (now - at) / 1e9 * perSecond);
            at = now;
        }

        private boolean hasOne() {
            return filled >= 1;
        }

        private void takeOne() {
            filled--;
        }
    }
}
