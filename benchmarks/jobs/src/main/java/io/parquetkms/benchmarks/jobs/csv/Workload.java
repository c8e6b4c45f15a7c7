package io.parquetkms.benchmarks.jobs.csv;

import java.util.Locale;

/** What a JVM is started for. */
enum Workload {
    /** Many rows to Parquet and back. */
    ROWS(true),
    /** One small file, written. */
    FILE(false);

    /** Of the small file. */
    static final int FEW = 100;

    private final boolean back;

    Workload(boolean back) {
        this.back = back;
    }

    boolean back() {
        return back;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
