package io.parquetkms.tools;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Says on standard error how far a command is: on a terminal in one line that is drawn again and again, elsewhere in a line now and
 * then. For the thread that prints the report.
 */
final class Progress implements AutoCloseable {

    private static final Duration REDRAWN = Duration.ofMillis(200);
    private static final Duration SAID = Duration.ofSeconds(10);
    private static final String CLEAR = "\r\u001b[K";
    private static final int BAR = 20;

    private final PrintWriter err;
    private final Ticker ticker;
    private final boolean terminal;
    private final boolean shown;
    private final long started;
    private long total;
    private long files;
    private long bytes;
    private long next;
    private boolean drawn;

    private Progress(PrintWriter err, Ticker ticker, boolean terminal, boolean shown) {
        this.err = err;
        this.ticker = ticker;
        this.terminal = terminal;
        this.shown = shown;
        started = ticker.read();
        next = interval().toNanos();
    }

    static Progress on(PrintWriter err) {
        return on(err, Ticker.systemTicker(), Ansi.AUTO.enabled());
    }

    static Progress on(PrintWriter err, Ticker ticker, boolean terminal) {
        return new Progress(err, ticker, terminal, true);
    }

    /** That says nothing. */
    static Progress none() {
        return new Progress(new PrintWriter(java.io.Writer.nullWriter()), Ticker.disabledTicker(), false, false);
    }

    /** How many files there will be, if that is known; then it says how long it still takes. */
    void total(long expected) {
        total = expected;
    }

    /** A file is done. */
    void file(long itsBytes) {
        files++;
        bytes += itsBytes;
        if (!shown) {
            return;
        }
        long now = ticker.read() - started;
        if (now >= next) {
            next = now + interval().toNanos();
            say(now);
        }
    }

    private Duration interval() {
        return terminal ? REDRAWN : SAID;
    }

    private void say(long now) {
        if (terminal) {
            err.write(CLEAR + text(now));
            drawn = true;
        } else {
            err.write(text(now) + "\n");
        }
        err.flush();
    }

    private String text(long nanos) {
        double seconds = Math.max(nanos / 1e9, 1e-9);
        StringBuilder text = new StringBuilder();
        if (total > 0) {
            int done = (int) Math.min(BAR, BAR * files / total);
            text.append('[')
                    .append("#".repeat(done))
                    .append(" ".repeat(BAR - done))
                    .append("] ");
        }
        text.append(files).append(total > 0 ? " of " + total : "").append(" files, ");
        text.append(String.format(Locale.ROOT, "%.0f/s, ", files / seconds)).append(new ByteCount(bytes));
        if (total > files) {
            text.append(", still ").append(duration(Math.round(seconds / files * (total - files))));
        }
        return text.toString();
    }

    private static String duration(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
    }

    /** Takes the line from the terminal, so that others can be printed. */
    void clear() {
        if (drawn) {
            err.write(CLEAR);
            err.flush();
            drawn = false;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
