package io.parquetkms.benchmarks.jobs.lake;

import java.util.Locale;

/** One of the things to compare. */
enum Way {
    /** {@code parquet-kms inspect}, without a key. */
    INSPECT,
    /** The same with the footers' keys. */
    INSPECT_KEYS,
    /** {@code parquet-kms rotate}: the columns' key {@code pii}, in place. */
    ROTATE,
    /** {@code parquet-kms inspect} by Spark's executors. */
    INSPECT_SPARK,
    /** {@code parquet-kms rotate} by Spark's executors. */
    ROTATE_SPARK,
    /** parquet-java's {@code KeyToolkit.rotateMasterKeys}, all keys, of files whose material is stored outside of them. */
    STOCK_ROTATE,
    /** Spark reads all rows and writes them under the new key. */
    REWRITE_SPARK;

    boolean isOnSpark() {
        return toString().endsWith("-spark");
    }

    /** The command of parquet-kms; empty where it is something else. */
    String command() {
        return switch (this) {
            case INSPECT, INSPECT_KEYS, INSPECT_SPARK -> "inspect";
            case ROTATE, ROTATE_SPARK -> "rotate";
            default -> "";
        };
    }

    /** Whether afterwards the files can be read without the old key. */
    boolean rotates() {
        return this == ROTATE || this == ROTATE_SPARK || this == STOCK_ROTATE || this == REWRITE_SPARK;
    }

    /** As after {@code --ways}: {@code rotate-spark}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
