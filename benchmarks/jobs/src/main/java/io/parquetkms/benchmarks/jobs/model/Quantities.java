package io.parquetkms.benchmarks.jobs.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Quantities {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Quantities() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With the digits that an estimate has. */
    static String rough(long number) {
        if (number < 10_000) {
            return count(number);
        }
        if (number < 1_000_000) {
            return count(Math.round(number / 1e3)) + " thousand";
        }
        boolean millions = number < 1_000_000_000;
        double value = number / (millions ? 1e6 : 1e9);
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value) + (millions ? " million" : " billion");
    }

    /** With the digits that an estimate has. */
    static String rough(BigDecimal dollars) {
        if (dollars.compareTo(CENT) < 0) {
            return "<$0.01";
        }
        boolean whole = dollars.compareTo(BigDecimal.TEN) >= 0;
        return String.format(Locale.ROOT, whole ? "$%,.0f" : "$%.2f", dollars);
    }

    /** Cents, or all there is below one. */
    static String dollars(BigDecimal amount) {
        if (amount.signum() != 0 && amount.compareTo(CENT) < 0) {
            return "$" + amount.stripTrailingZeros().toPlainString();
        }
        return String.format(Locale.ROOT, "$%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }

    /** With two digits that mean something. */
    static String percent(double share) {
        double percent = share * 100;
        if (percent > 0 && percent < 0.01) {
            return "<0.01 %";
        }
        String format = percent >= 10 ? "%,.0f %%" : percent >= 1 ? "%.1f %%" : "%.2f %%";
        return String.format(Locale.ROOT, format, percent);
    }

    static String duration(Duration time) {
        double seconds = time.toMillis() / 1e3;
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
