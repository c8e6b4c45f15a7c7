package io.parquetkms.kms;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A set of keys, by patterns of their ids. */
final class KeyPatterns {

    private final List<Pattern> patterns;

    /** @param globs in which {@code *} stands for anything; none: every key */
    KeyPatterns(List<String> globs) {
        patterns = globs.stream().map(KeyPatterns::compile).toList();
    }

    private static Pattern compile(String glob) {
        return Pattern.compile(
                List.of(glob.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean contain(String keyId) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(keyId).matches());
    }
}
