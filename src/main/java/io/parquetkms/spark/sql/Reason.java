package io.parquetkms.spark.sql;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** Finds what matters in an exception that Spark has wrapped several times. */
final class Reason {

    private Reason() {}

    /** What the encryption says, where it says something; else the innermost message. */
    static String of(Throwable failure) {
        Throwable told = ofEncryption(failure)
                .orElseGet(() -> causes(failure).reduce((outer, inner) -> inner).orElse(failure));
        return told.getClass().getSimpleName() + ": " + told.getMessage();
    }

    /** Parquet's own exceptions name the column only; the library's repeat the inner message and add to it. */
    private static Optional<Throwable> ofEncryption(Throwable failure) {
        return causes(failure)
                .filter(ParquetCryptoRuntimeException.class::isInstance)
                .reduce((outer, inner) -> length(inner) > length(outer) ? inner : outer);
    }

    private static int length(Throwable failure) {
        return String.valueOf(failure.getMessage()).length();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
