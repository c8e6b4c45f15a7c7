package io.parquetkms.lake.rotate;

import java.time.Duration;

/** How a thread waits. */
@FunctionalInterface
interface Pause {

    /** Returns after that. */
    void of(Duration duration) throws InterruptedException;

    /** Really waits. */
    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis(), duration.getNano() % 1_000_000);
    }
}
