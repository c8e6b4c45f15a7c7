package io.parquetkms.benchmarks.jobs.lineitem;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says what is done, what is being done, and how long the rest will take. */
final class Progress {

    private final PrintStream out;
    private final int cells;
    private final long began = System.nanoTime();
    private int done;

    Progress(PrintStream out, int cells) {
        this.out = out;
        this.cells = cells;
    }

    void begin(Cell cell) {
        out.printf(Locale.ROOT, "[%d/%d] %s%s%n", done + 1, cells, cell, left());
        out.flush();
    }

    void end() {
        done++;
    }

    private String left() {
        if (done == 0) {
            return "";
        }
        Duration each = Duration.ofNanos(System.nanoTime() - began).dividedBy(done);
        return ", %d min left".formatted(each.multipliedBy(cells - done).toMinutes() + 1);
    }
}
