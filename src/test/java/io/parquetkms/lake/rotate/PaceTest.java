package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns at a rate, by a clock that only this test moves. */
final class PaceTest {

    private final List<Duration> pauses = new ArrayList<>();
    private long now;

    private void pause(Duration duration) {
        pauses.add(duration);
        now += duration.toNanos();
    }

    @Test
    void requests_waitForTheirTurn() throws InterruptedException {
        Pace pace = new Pace(10, () -> now, this::pause);
        for (int i = 0; i < 4; i++) {
            pace.await();
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void turnsThatNobodyTook_areNotMadeUpFor() throws InterruptedException {
        Pace pace = new Pace(10, () -> now, this::pause);
        pace.await();
        now += Duration.ofSeconds(5).toNanos();
        pace.await();
        pace.await();
        assertThat(pauses).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void slowerThanOneASecond() throws InterruptedException {
        Pace pace = new Pace(0.5, () -> now, this::pause);
        pace.await();
        pace.await();
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void noLimit_neverWaits() throws InterruptedException {
        Pace pace = new Pace(0, () -> now, this::pause);
        for (int i = 0; i < 100; i++) {
            pace.await();
        }
        assertThat(pauses).isEmpty();
    }
}
