package io.parquetkms.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides for a place, and what later settings may make of it.
 *
 * @param source who decides, for messages
 */
record DecidedFirst(String source) {

    private static final Property FOOTER = ParquetProperties.FOOTER_KEY;
    private static final Property UNIFORM = ParquetProperties.UNIFORM_KEY;

    /**
     * What holds.
     *
     * @throws InvalidConfigurationException naming the property that would change or relax it
     */
    Map<Property, String> merge(Map<Property, String> decided, Map<Property, String> later) {
        Map<Property, String> merged = new HashMap<>(decided);
        later.forEach((property, value) -> merged.put(property, merge(property, decided.get(property), value)));
        String footer = decided.get(FOOTER);
        String uniform = footer == null ? null : merged.remove(UNIFORM);
        if (footer != null && uniform != null) { // one key for everything: the footer's is that of all other columns
            requireSame(UNIFORM, footer, uniform);
            merged.put(KmsProperties.COLUMNS_UNMATCHED, "footer");
        }
        return merged;
    }

    private String merge(Property property, @Nullable String first, String later) {
        if (first == null) {
            return later;
        }
        if (property.equals(FOOTER)) {
            requireSame(property, first, later);
            return first;
        }
        String value = property.pinning().merge(first, later);
        if (value == null) {
            throw refused(property, first, later);
        }
        return value;
    }

    private void requireSame(Property property, String first, String later) {
        if (!first.equals(later)) {
            throw refused(property, first, later);
        }
    }

    private InvalidConfigurationException refused(Property property, String first, String later) {
        return new InvalidConfigurationException(property + "=" + later + " would change what " + source + " says ('"
                + first + "'): unset it" + property.pinning().alternative());
    }
}
