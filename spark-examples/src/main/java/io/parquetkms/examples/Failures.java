package io.parquetkms.examples;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** Finds what matters in an exception that Spark has wrapped several times. */
final class Failures {

    private Failures() {}

    /** What the encryption says, where it says something; else the innermost message. */
    static String forUser(Throwable failure) {
        Throwable told = ofEncryption(failure)
                .orElseGet(() -> causes(failure).reduce((outer, inner) -> inner).orElse(failure));
        return told.getClass().getSimpleName() + ": " + told.getMessage();
    }

    /** The exception of Parquet's encryption or the library's that says most, if there is one among the causes. */
    static Optional<Throwable> ofEncryption(Throwable failure) {
        return causes(failure)
                .filter(ParquetCryptoRuntimeException.class::isInstance)
                .reduce((outer, inner) -> saysMore(inner, outer) ? inner : outer);
    }

    /** Parquet's own exceptions name the column only; the library's repeat the inner message and add to it. */
    private static boolean saysMore(Throwable one, Throwable other) {
        return String.valueOf(one.getMessage()).length()
                > String.valueOf(other.getMessage()).length();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
