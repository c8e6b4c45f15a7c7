package io.parquetkms.config;

import java.util.stream.IntStream;

/** How much two spellings differ, for those who misspelt one. */
public final class Spelling {

    private Spelling() {}

    /** Levenshtein's distance: how many characters to insert, remove or replace. */
    public static int distance(String a, String b) {
        int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
