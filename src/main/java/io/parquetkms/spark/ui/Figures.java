package io.parquetkms.spark.ui;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers, lengths of time and moments in the words of Spark's UI, the same in every locale. */
final class Figures {

    /** As the other tabs show it. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);

    private Figures() {}

    /** {@code 1,234,567}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 key}, {@code 1,234 keys}. */
    static String count(long number, String one, String many) {
        return number(number) + ' ' + (number == 1 ? one : many);
    }

    /** {@code 99.7%}; never rounded to all or nothing. */
    static String share(long part, long whole) {
        if (whole <= 0 || part <= 0) {
            return "0%";
        }
        double percent = part >= whole ? 100 : Math.max(0.1, Math.min(99.9, 100.0 * part / whole));
        boolean close = percent < 10 || (percent > 99 && percent < 100);
        return String.format(Locale.ROOT, close ? "%.1f%%" : "%.0f%%", percent);
    }

    /** {@code $12.35}, {@code $0.0038}: cents, or where it is less than ten, the first two digits that count. */
    static String dollars(double dollars) {
        if (dollars <= 0) {
            return "$0";
        }
        BigDecimal exact = BigDecimal.valueOf(dollars);
        return dollars < 0.0995 ? "$" + twoDigits(exact) : String.format(Locale.ROOT, "$%,.2f", exact);
    }

    private static String twoDigits(BigDecimal number) {
        return number.round(new MathContext(2, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The two largest units: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 1 d 3 h}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return units(seconds, 60, "min", 1, "s");
        }
        return seconds < 86_400 ? units(seconds, 3_600, "h", 60, "min") : units(seconds, 86_400, "d", 3_600, "h");
    }

    private static String units(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return number(seconds / large) + ' ' + largeName + (rest == 0 ? "" : " " + rest + ' ' + smallName);
    }

    /** How long a request took: {@code 0.8 ms}, {@code 42 ms}, {@code 1.2 s}. */
    static String latency(Duration duration) {
        double millis = nanos(duration) / 1e6;
        if (millis >= 1_000) {
            return String.format(Locale.ROOT, "%,.1f s", millis / 1_000);
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    /** Sums of what executors claim may be more than there are numbers for: then the largest. */
    static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    /** {@code 30 s ago}. */
    static String ago(Instant moment, Instant now) {
        Duration passed = Duration.between(moment, now);
        return passed.toSeconds() < 1 ? "now" : duration(passed) + " ago";
    }

    /** A moment as the driver's clock shows it; the hint has it in UTC, as CloudTrail does. */
    static Html moment(Instant moment) {
        String local = MOMENT.withZone(ZoneId.systemDefault()).format(moment);
        return Html.tag("span", local).hint(DateTimeFormatter.ISO_INSTANT.format(moment));
    }
}
