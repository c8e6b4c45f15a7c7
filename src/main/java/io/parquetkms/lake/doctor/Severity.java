package io.parquetkms.lake.doctor;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    /** As it should be. */
    OK("✓"),
    /** Worth knowing. */
    NOTE("-"),
    /** A job may fail, or do what nobody wants. */
    WARNING("!"),
    /** A job would fail, or write plaintext without a word. */
    FAIL("✗"),
    /** It could not be found out. */
    NOT_CHECKED("?");

    private final String mark;

    Severity(String mark) {
        this.mark = mark;
    }

    /** One character for it. */
    public String mark() {
        return mark;
    }

    /** As reports have it: {@code not-checked}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
