package io.parquetkms.lake.doctor;

import io.parquetkms.config.Printable;
import java.io.Serializable;

/**
 * One thing that was found. Holds nothing secret.
 *
 * @param check that found it
 * @param severity how bad it is
 * @param where in which processes: {@code local}, {@code driver}, {@code executor 1}, {@code driver and 2 executors}
 * @param what in a sentence
 * @param remedy what to do, ready to paste where that can be; empty where nothing is to be done
 */
public record Finding(String check, Severity severity, String where, String what, String remedy)
        implements Serializable {

    public Finding {
        what = Printable.lines(what);
        remedy = Printable.lines(remedy);
    }

    /** Of one severity. */
    public static Finding of(Severity severity, String what, String remedy) {
        return new Finding("", severity, "", what, remedy);
    }

    /** Of what is as it should be. */
    public static Finding ok(String what) {
        return of(Severity.OK, what, "");
    }

    /** Of what is worth knowing. */
    public static Finding note(String what, String remedy) {
        return of(Severity.NOTE, what, remedy);
    }

    /** Of what may make a job fail, or do what nobody wants. */
    public static Finding warning(String what, String remedy) {
        return of(Severity.WARNING, what, remedy);
    }

    /** Of what makes a job fail. */
    public static Finding fail(String what, String remedy) {
        return of(Severity.FAIL, what, remedy);
    }

    /** Whether somebody is to be told what to do. */
    public boolean isAmiss() {
        return severity == Severity.WARNING || severity == Severity.FAIL;
    }

    Finding by(String name) {
        return new Finding(name, severity, where, what, remedy);
    }

    Finding at(String process) {
        return new Finding(check, severity, process, what, remedy);
    }

    Finding with(Severity other, String more) {
        return new Finding(check, other, where, what + more, remedy);
    }

    Finding without(Redaction secrets) {
        return new Finding(check, severity, where, secrets.of(what), secrets.of(remedy));
    }
}
