package io.parquetkms.spark.ui;

import java.util.Locale;

/** A horizontal bar: a length of the whole. */
final class Bar {

    static final String ALL = "pk-all";
    static final String MADE = "pk-made";
    static final String OVER = "pk-over";

    private Bar() {}

    /**
     * The bar; what it says is to stand beside it in words.
     *
     * @param share from 0 to 1
     */
    static Html of(double share, String style) {
        String width = String.format(Locale.ROOT, "width:%.2f%%", 100 * Math.max(0, Math.min(1, share)));
        Html length = Html.styled("span", "pk-length " + style).set("style", width);
        return Html.styled("span", "pk-bar", length).set("aria-hidden", "true");
    }
}
