package io.parquetkms.lake.rotate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a thread waits. */
@FunctionalInterface
interface Pause {

    /** Returns after that. */
    void of(Duration duration) throws InterruptedException;

    /** Really waits. */
    static Pause sleeping() {
        return duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
