package io.parquetkms.plainjava;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far it is: on a terminal in one line that changes, in a log by a line every ten seconds. */
final class Progress {

    /** Between two looks at the clock. */
    private static final int ROWS = 1_000;

    private final PrintStream out;
    private final boolean terminal;
    private final long allBytes;
    private final LongSupplier nanos;
    private final long start;
    private long shown;
    private long rows;

    Progress(PrintStream out, boolean terminal, long allBytes, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.allBytes = allBytes;
        this.nanos = nanos;
        start = nanos.getAsLong();
        shown = start;
    }

    /** One more row. */
    void row(long bytesRead) {
        rows++;
        if (rows % ROWS == 0) {
            Duration since = Duration.ofNanos(nanos.getAsLong() - shown);
            if (since.compareTo(terminal ? Duration.ofMillis(200) : Duration.ofSeconds(10)) >= 0) {
                show(bytesRead);
            }
        }
    }

    /** The last row was the last one. */
    void end() {
        show(allBytes);
        if (terminal) {
            out.println();
        }
    }

    long rows() {
        return rows;
    }

    private void show(long bytesRead) {
        shown = nanos.getAsLong();
        double seconds = Math.max(shown - start, 1) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%3d %%  %,d rows  %,.0f rows/s  %,.1f s",
                allBytes == 0 ? 100 : Math.min(100, 100 * bytesRead / allBytes),
                rows,
                rows / seconds,
                seconds);
        if (terminal) {
            out.print("\r" + line + "  ");
            out.flush();
        } else {
            out.println(line);
        }
    }
}
