package io.parquetkms.spark.enforce;

import org.jspecify.annotations.Nullable;

/** A Spark that differs from those that this library knows. */
final class UnknownSparkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSparkException(String missing, @Nullable Throwable cause) {
        super("This Spark has no " + missing + " that parquet-kms knows", cause);
    }
}
