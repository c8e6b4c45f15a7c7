package io.parquetkms.config;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code parquet.kms.encryption.context}. */
final class ContextPairs {

    private ContextPairs() {}

    /**
     * Reads {@code k=v,k2=v2}.
     *
     * @throws InvalidConfigurationException if a piece is no pair, or a key stands there twice
     */
    static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (String pair : Values.split(text)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || pairs.put(
                                    pair.substring(0, equals).trim(),
                                    pair.substring(equals + 1).trim())
                            != null) {
                throw new InvalidConfigurationException("Invalid value of " + KmsProperties.ENCRYPTION_CONTEXT + " at '"
                        + pair + "': must be k=v,k2=v2, each key once");
            }
        }
        return pairs;
    }

    /** The pairs of both; null where they give one key two values. */
    static @Nullable String union(String start, String later) {
        SortedMap<String, String> all = parse(start);
        for (Map.Entry<String, String> pair : parse(later).entrySet()) {
            String before = all.put(pair.getKey(), pair.getValue());
            if (before != null && !before.equals(pair.getValue())) {
                return null;
            }
        }
        return all.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(","));
    }
}
