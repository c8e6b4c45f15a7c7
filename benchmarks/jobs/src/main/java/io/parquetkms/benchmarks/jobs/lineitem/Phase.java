package io.parquetkms.benchmarks.jobs.lineitem;

import java.util.List;
import java.util.Locale;

/** When in a JVM's life a step is measured. */
enum Phase {
    /** The first time, in a JVM of its own for each step: Spark has started, and nothing more. */
    COLD(List.of("write", "scan")),
    /** Some times later, in one JVM for both. */
    WARM(List.of("write,scan"));

    private final List<String> jvms;

    Phase(List<String> jvms) {
        this.jvms = jvms;
    }

    /** The steps of each JVM. A scan reads what the write before it wrote. */
    List<String> jvms() {
        return jvms;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
