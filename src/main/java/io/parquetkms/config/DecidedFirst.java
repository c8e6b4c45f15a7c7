package io.parquetkms.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides for a place, and what the settings make of it: they tighten it. What the policy leaves unsaid counts as the
 * default. Immutable.
 *
 * @param source who decides, for messages
 * @param keyIds the key behind a name, or the key itself
 */
record DecidedFirst(String source, UnaryOperator<String> keyIds) {

    private static final Property FOOTER = ParquetProperties.FOOTER_KEY;
    private static final Property UNIFORM = ParquetProperties.UNIFORM_KEY;
    private static final Property COMPLETE = ParquetProperties.COMPLETE_COLUMNS;
    private static final Property UNMATCHED = KmsProperties.COLUMNS_UNMATCHED;

    private static final List<Property> TIGHTENED = List.of(
            ParquetProperties.PLAINTEXT_FOOTER,
            ParquetProperties.ALGORITHM,
            ParquetProperties.DEK_BITS,
            ParquetProperties.KEK_BITS,
            UNMATCHED);

    /** All that are of places: settings that say the same are for other places, unless they came later. */
    static final List<Property> OF_PLACES = List.of(
            FOOTER,
            UNIFORM,
            ParquetProperties.COLUMN_KEYS,
            COMPLETE,
            ParquetProperties.PLAINTEXT_FOOTER,
            ParquetProperties.ALGORITHM,
            ParquetProperties.DEK_BITS,
            ParquetProperties.KEK_BITS,
            UNMATCHED);

    /**
     * What holds.
     *
     * @param start set for the whole application: gives way, unless it is tighter
     * @param later set for a session, table or option: refused, unless it is as tight
     * @throws InvalidConfigurationException naming the property that would change or relax it
     */
    Map<Property, String> merge(
            Map<Property, String> decided, Map<Property, String> start, Map<Property, String> later) {
        Map<Property, String> merged = new HashMap<>();
        for (Property property : TIGHTENED) {
            String first = decided.getOrDefault(property, property.defaultValue());
            String tighter = start.containsKey(property) ? tightened(property, first, start.get(property)) : first;
            String last = later.containsKey(property) ? unrelaxed(property, tighter, later.get(property)) : tighter;
            boolean set = start.containsKey(property) || later.containsKey(property);
            boolean follows =
                    property.equals(ParquetProperties.KEK_BITS) && !set; // the data keys, which are as long as decided
            if (!follows && !last.isEmpty()) {
                merged.put(property, last);
            }
        }
        if (isTrue(start.get(COMPLETE)) || isTrue(later.get(COMPLETE)) || later.containsKey(UNIFORM)) {
            merged.merge(UNMATCHED, "footer", (first, footer) -> tightened(UNMATCHED, first, footer));
        }
        return withKeys(merged, decided, later);
    }

    /** One key for everything is that of the footer. */
    private Map<Property, String> withKeys(
            Map<Property, String> merged, Map<Property, String> decided, Map<Property, String> later) {
        String footer = decided.get(FOOTER);
        List.of(FOOTER, UNIFORM, ParquetProperties.COLUMN_KEYS).forEach(property -> {
            String key = later.get(property);
            if (footer != null && key != null && !property.equals(ParquetProperties.COLUMN_KEYS)) {
                requireSame(property, footer, key);
            } else if (key != null) {
                merged.put(property, key);
            }
        });
        if (footer != null) {
            merged.put(FOOTER, footer);
        }
        return merged;
    }

    private static boolean isTrue(@Nullable String value) {
        return "true".equalsIgnoreCase(value);
    }

    private static String tightened(Property property, String first, @Nullable String other) {
        String merged = other == null ? first : property.pinning().merge(first, other);
        return merged == null ? first : merged;
    }

    private String unrelaxed(Property property, String first, @Nullable String later) {
        String merged = later == null ? first : property.pinning().merge(first, later);
        if (merged == null) {
            throw refused(property, first, later);
        }
        return merged;
    }

    private void requireSame(Property property, String first, String later) {
        if (!keyIds.apply(first).equals(keyIds.apply(later))) {
            throw refused(property, first, later);
        }
    }

    private InvalidConfigurationException refused(Property property, String first, @Nullable String later) {
        return new InvalidConfigurationException(property + "=" + later + " would change what " + source + " says ('"
                + first + "'): unset it" + property.pinning().alternative());
    }
}
