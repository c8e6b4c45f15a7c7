package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Keeps requests at a rate: each waits for its turn, and turns that nobody took are not made up for. Safe on any thread. */
final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private final Pause pause;
    private final long interval;
    private long nextTurn;

    /**
     * Of so many a second.
     *
     * @param perSecond 0: as many as there are
     */
    Pace(double perSecond, Ticker ticker, Pause pause) {
        this.ticker = ticker;
        this.pause = pause;
        interval = perSecond == 0 ? 0 : (long) (SECOND / perSecond);
        nextTurn = ticker.read();
    }

    /** Returns when it is this request's turn. */
    void await() throws InterruptedException {
        long wait = untilTurn();
        if (wait > 0) {
            pause.of(Duration.ofNanos(wait));
        }
    }

    private synchronized long untilTurn() {
        long now = ticker.read();
        long turn = Math.max(now, nextTurn);
        nextTurn = turn + interval;
        return turn - now;
    }
}
