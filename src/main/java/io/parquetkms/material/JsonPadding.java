package io.parquetkms.material;

import java.util.Arrays;

/**
 * White space behind the brace that opens a JSON object, where every reader of JSON passes over it: it makes up for a text that got
 * shorter or longer, so that what stands in a file keeps its size. In front, for {@link KeyMaterialReader} knows material by its end.
 */
final class JsonPadding {

    private JsonPadding() {}

    /** How much of it there is. */
    static int in(byte[] json) {
        int end = 1;
        while (end < json.length && isSpace(json[end])) {
            end++;
        }
        return end - 1;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    /** An object with more or less of it, so that it has some length; a longer one, where there is too little to take away. */
    static byte[] fitted(byte[] json, int length) {
        int before = in(json);
        int padding = Math.max(0, before + length - json.length);
        byte[] fitted = new byte[json.length - before + padding];
        Arrays.fill(fitted, 1, 1 + padding, (byte) ' ');
        fitted[0] = json[0];
        System.arraycopy(json, 1 + before, fitted, 1 + padding, json.length - 1 - before);
        return fitted;
    }
}
