package io.parquetkms.tools;

import java.util.Locale;

/** A number of bytes, which people read with a unit. */
record ByteCount(long bytes) {

    private static final String UNITS = "KMGTPE";

    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = Math.min(UNITS.length(), (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return String.format(Locale.ROOT, "%.1f %siB", bytes / Math.pow(1024, power), UNITS.charAt(power - 1));
    }
}
