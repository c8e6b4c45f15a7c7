package io.parquetkms.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an application was started with, and what later settings - a session's, a table's, a reader's or writer's - make of it.
 * They fill in and tighten: nothing later chooses where requests go, with what rights, or lets files through in plaintext. Each
 * property says how far it may differ: {@link Pinning}.
 *
 * <ul>
 *   <li>Paths that must be encrypted are added to, and so are the pairs of the encryption context.
 *   <li>Trusted keys are narrowed: a key must be trusted by both.
 *   <li>Names may be given to further keys, which must be trusted by the start's settings; a given name is not changed.
 *   <li>How files are encrypted may be tightened: longer keys, {@code AES_GCM_V1} rather than {@code AES_GCM_CTR_V1}, an
 *       encrypted footer, all columns rather than some: {@code footer} rather than {@code plaintext} for those that nobody listed,
 *       which the start says by naming paths that must be encrypted, too. Where the start names no key, nothing is said of it but what is set.
 *   <li>Keys of footer and columns may be replaced by others, since tables differ, but not by none. One key for everything may
 *       become keys of columns only where all other columns stay encrypted: {@code complete.columns} is then true.
 *   <li>Every other property of the library, and the keystore's, is what it was at the start.
 * </ul>
 */
public final class PinnedSettings {

    /** Two ways to say which columns are encrypted: one key for everything, or a footer's key and more. */
    private static final Property UNIFORM = ParquetProperties.UNIFORM_KEY;

    private static final List<Property> BY_COLUMN =
            List.of(ParquetProperties.FOOTER_KEY, ParquetProperties.COLUMN_KEYS, KmsProperties.COLUMNS);
    private static final Property COMPLETE = ParquetProperties.COMPLETE_COLUMNS;

    private static final Set<Property> OF_PARQUET = Set.copyOf(ParquetProperties.ALL);

    private final List<Property> pinned;
    private final SortedMap<String, String> properties;
    private final boolean encrypts;

    /**
     * Takes what later settings can't undo out of properties.
     *
     * @param properties as they were set
     * @param names of all properties there are
     */
    public PinnedSettings(Map<String, String> properties, PropertyNames names) {
        pinned = Stream.concat(names.all().stream(), ParquetProperties.ALL.stream())
                .filter(property -> property.pinning() != Pinning.FREE)
                .toList();
        SortedMap<String, String> set = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (!value.isBlank() && pinned.stream().anyMatch(property -> covers(property, name))) {
                set.put(name, value.trim());
            }
        });
        this.properties = Collections.unmodifiableSortedMap(set);
        encrypts = isSet(UNIFORM, set) || isSet(BY_COLUMN, set);
    }

    private static boolean covers(Property property, String name) {
        return property.isPrefix()
                ? name.startsWith(property.name())
                : property.name().equals(name);
    }

    private static boolean isSet(Property property, Map<String, String> values) {
        return !values.getOrDefault(property.name(), "").isBlank();
    }

    private static boolean isSet(List<Property> some, Map<String, String> values) {
        return some.stream().anyMatch(property -> isSet(property, values));
    }

    /** The properties; none is secret. */
    public SortedMap<String, String> properties() {
        return properties;
    }

    /**
     * What holds where these settings come later.
     *
     * @throws InvalidConfigurationException naming the property that they try to change
     */
    public Map<String, String> with(Map<String, String> later) {
        Map<String, String> start = startBeside(later);
        Map<String, String> effective = new HashMap<>(later);
        for (Property property : pinned) {
            if (property.isPrefix()) {
                start.keySet().stream()
                        .filter(name -> covers(property, name))
                        .forEach(name -> merge(property, name, start, effective));
            } else {
                merge(property, property.name(), start, effective);
            }
        }
        return effective;
    }

    /** The start's, without the keys that can't stand beside the later ones: those of the other way. */
    private Map<String, String> startBeside(Map<String, String> later) {
        Map<String, String> start = new HashMap<>(properties);
        if (isSet(UNIFORM, later)) {
            BY_COLUMN.forEach(property -> start.remove(property.name()));
            start.remove(COMPLETE.name());
        } else if (isSet(BY_COLUMN, later) && start.remove(UNIFORM.name()) != null) {
            start.put(COMPLETE.name(), "true");
        }
        return start;
    }

    private void merge(Property property, String name, Map<String, String> start, Map<String, String> effective) {
        String atStart = start.getOrDefault(name, "");
        String later = effective.getOrDefault(name, "").trim();
        if (!later.isEmpty()) {
            String merged = property.pinning().merge(atStart.isEmpty() ? byDefault(property) : atStart, later);
            if (merged == null) {
                throw refused(property, name, atStart, later);
            }
            effective.put(name, merged);
        } else if (!atStart.isEmpty()) {
            effective.put(name, atStart);
        }
    }

    /**
     * How files are encrypted is nobody's promise where the start names no key. Where it names places that must be encrypted, it
     * promises that of whole files.
     */
    private String byDefault(Property property) {
        if (property.equals(KmsProperties.COLUMNS_UNMATCHED) && isSet(KmsProperties.ENCRYPTED_PATHS, properties)) {
            return "footer";
        }
        return encrypts || !OF_PARQUET.contains(property) ? property.defaultValue() : "";
    }

    private InvalidConfigurationException refused(Property property, String name, String atStart, String later) {
        String value = atStart.isEmpty() ? byDefault(property) : atStart;
        String was = value.isEmpty() ? "was not set" : "was '" + value + "'";
        String because = atStart.isEmpty() || properties.containsKey(name) ? "" : " (by " + UNIFORM + ")";
        return new InvalidConfigurationException(
                "Property " + name + " can't be " + property.pinning().verb() + " in a running application: it "
                        + was + because
                        + " when it started, and a session, table or option now says '" + later
                        + "'. Unset it there" + property.pinning().alternative() + ", or set "
                        + PropertyNames.SPARK_PREFIX + name + " at start");
    }
}
