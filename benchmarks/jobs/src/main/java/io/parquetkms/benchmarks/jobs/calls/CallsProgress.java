package io.parquetkms.benchmarks.jobs.calls;

import java.io.PrintStream;
import java.util.Locale;

/** Says which application is about to run, of how many, and since when all this runs. */
final class CallsProgress {

    private final PrintStream out;
    private final int applications;
    private final long began = System.nanoTime();
    private int begun;
    private String where = "";

    CallsProgress(PrintStream out, CallsOptions options) {
        this.out = out;
        int ofOneMode = options.cases().stream()
                .mapToInt(wanted -> wanted == CallsOptions.Case.APPENDS ? 4 : 2)
                .sum();
        applications = ofOneMode * options.modes().size() * options.executors().size();
    }

    void at(String place) {
        where = place;
    }

    void counted(Count count) {
        out.println("    " + count.what() + ": " + Count.describe(count.measured()));
    }

    void begin(String what) {
        begun++;
        out.println(String.format(
                Locale.ROOT,
                "[%d/%d, %.0f s] %s: %s",
                begun,
                applications,
                (System.nanoTime() - began) / 1e9,
                where,
                what));
    }
}
