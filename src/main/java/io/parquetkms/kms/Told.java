package io.parquetkms.kms;

import java.util.List;

/**
 * What a KMS told, as far as it did.
 *
 * @param unknown why there may be more, for people; empty where that is all
 */
public record Told<T>(List<T> values, String unknown) {

    public Told {
        values = List.copyOf(values);
    }

    /** All there is. */
    public static <T> Told<T> all(List<T> values) {
        return new Told<>(values, "");
    }

    /** It could not be asked. */
    public static <T> Told<T> nothing(String why) {
        return new Told<>(List.of(), why);
    }

    /** Whether that is all. */
    public boolean isAll() {
        return unknown.isEmpty();
    }
}
