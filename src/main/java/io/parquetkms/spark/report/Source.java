package io.parquetkms.spark.report;

import java.util.Locale;

/** Who says how keys were used. */
public enum Source {
    /** The driver itself saw it. */
    DRIVER,
    /** Executors told the driver, which can't check it. */
    EXECUTORS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
