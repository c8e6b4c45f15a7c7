package io.parquetkms.benchmarks.jobs.model;

import java.util.Locale;

/** How the executors of a job get their keys. */
public enum Way {
    /** parquet-java's key tools as they come: each executor makes key encryption keys (KEKs) of its own, again and again. */
    STOCK_DOUBLE("stock key tools, double wrapping"),
    /** parquet-java's key tools without KEKs: KMS wraps each data key. */
    STOCK_SINGLE("stock key tools, single wrapping"),
    /** parquet-kms as a crypto factory alone. */
    NO_PLUGIN("parquet-kms, no plugin"),
    /** With the plugin, and {@code parquet.kms.spark.broker=off}. */
    OFF("parquet-kms, broker off"),
    /** The driver makes KEKs for all, and each executor has KMS unwrap them. */
    WRAPPED("parquet-kms, broker wrapped"),
    /** The driver makes KEKs for all and has KMS unwrap them for all. */
    KEYS("parquet-kms, broker keys");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    /** For tables. */
    public String title() {
        return title;
    }

    /** As after {@code --modes}: {@code stock-double}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
