package io.parquetkms.lake.inspect;

import java.util.Locale;

/** Shares, for people. */
public final class Percent {

    private Percent() {}

    /**
     * In per cent, with one decimal; what is not all, or not nothing, does not look so.
     *
     * @param share 0 to 1; NaN is empty
     */
    public static String of(double share) {
        if (Double.isNaN(share)) {
            return "";
        }
        double shown = share <= 0 || share >= 1 ? share : Math.min(0.999, Math.max(0.001, share));
        return String.format(Locale.ROOT, "%.1f %%", 100 * shown);
    }

    /** As a bar of ten blocks; NaN is empty. */
    public static String bar(double share) {
        if (Double.isNaN(share)) {
            return "";
        }
        int full = (int) Math.floor(10 * share);
        return "█".repeat(full) + "░".repeat(10 - full);
    }
}
