package io.parquetkms.benchmarks.jobs.lineitem;

import java.util.Locale;

/** How a job is measured. */
enum Method {
    /** By the clocks. */
    TIME,
    /** And by samples of what it does. */
    SAMPLES;

    /** What {@link LineitemJob} is told. */
    String work() {
        return name().toLowerCase(Locale.ROOT);
    }
}
