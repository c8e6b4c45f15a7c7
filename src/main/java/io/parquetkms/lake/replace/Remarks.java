package io.parquetkms.lake.replace;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the user should know of a replacement. */
final class Remarks {

    private Remarks() {}

    /** Those that say something, as one. */
    static String of(String... remarks) {
        return Arrays.stream(remarks).filter(remark -> !remark.isEmpty()).collect(Collectors.joining("; "));
    }

    static String owner(String old, String now) {
        return "Owner and group are " + now + ", not " + old + " as before: this user may not set them";
    }
}
