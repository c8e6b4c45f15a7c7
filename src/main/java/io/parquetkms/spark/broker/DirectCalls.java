package io.parquetkms.spark.broker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When an executor that has lost its driver asks the KMS. All executors of an application lose it in the same moment, and want the
 * same keys renewed in the same moment, since they have the same deadlines. So each begins at a time of its own, goes slowly, and
 * comes back to the driver at a time of its own. Times are nanoseconds of one clock. Safe on any thread.
 */
final class DirectCalls {

    /** A thousand executors are then within 5,000 requests a second, which every Region of AWS KMS allows. */
    static final Duration APART = Duration.ofMillis(200);

    /** Over how much time the first requests of all executors are spread. */
    static final Duration SPREAD = Duration.ofSeconds(10);

    private static final Duration LEAVE_ALONE_AT_LEAST = Duration.ofSeconds(20);
    private static final Duration LEAVE_ALONE_UP_TO = Duration.ofSeconds(40);

    private final LongSupplier clock;
    private final RandomGenerator random;
    private final AtomicLong next;

    DirectCalls(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        next = new AtomicLong(clock.getAsLong());
    }

    /**
     * The driver was lost just now.
     *
     * @return for how long not to ask it
     */
    Duration begin() {
        long first = clock.getAsLong() + random.nextLong(SPREAD.toNanos());
        next.accumulateAndGet(first, (planned, wanted) -> planned - wanted > 0 ? planned : wanted);
        return Duration.ofNanos(random.nextLong(LEAVE_ALONE_AT_LEAST.toNanos(), LEAVE_ALONE_UP_TO.toNanos()));
    }

    /** Takes the next turn; nanoseconds until it comes. */
    long takeTurn() {
        long now = clock.getAsLong();
        long turn = next.getAndUpdate(planned -> later(planned, now) + APART.toNanos());
        return later(turn, now) - now;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
