package io.parquetkms.spark.ui;

/**
 * A setting in effect.
 *
 * @param property its full name
 * @param value its value; shown as Spark's redaction allows
 * @param origin where it comes from: {@value #DEFAULT} or {@code set at start}
 */
public record SettingRow(String property, String value, String origin) {

    /** The origin of what nobody has set. */
    public static final String DEFAULT = "default";

    boolean isDefault() {
        return origin.equals(DEFAULT);
    }
}
