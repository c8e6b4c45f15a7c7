package io.parquetkms.kms;

import io.parquetkms.config.Printable;

/**
 * What a {@link Probe} found. Holds nothing secret.
 *
 * @param verdict how bad it is
 * @param what in a sentence
 * @param remedy what to do, ready to paste where that can be; empty where nothing is to be done
 */
public record Diagnosis(Verdict verdict, String what, String remedy) {

    /** How bad it is. */
    public enum Verdict {
        /** As it should be. */
        FINE,
        /** Worth knowing. */
        NOTE,
        /** A job may fail, or do what nobody wants. */
        WARNING,
        /** A job would fail. */
        WRONG
    }

    public Diagnosis {
        what = Printable.lines(what);
        remedy = Printable.lines(remedy);
    }

    /** Of what is as it should be. */
    public static Diagnosis fine(String what) {
        return new Diagnosis(Verdict.FINE, what, "");
    }
}
