package io.parquetkms.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an application was started with, and what later settings - a session's, a table's, a reader's or writer's - make of it.
 * They fill in and tighten: nothing later chooses where requests go, with what rights, or lets files through in plaintext.
 *
 * <ul>
 *   <li>Paths that must be encrypted are added to.
 *   <li>Trusted keys are narrowed: a key must be trusted by both.
 *   <li>Names may be given to further keys, which must be trusted by the start's settings; a given name is not changed.
 *   <li>The encryption context is the later one's own.
 *   <li>Every other property of the library, and the keystore's, is what it was at the start.
 * </ul>
 */
public final class PinnedSettings {

    /** What later settings may say for themselves. */
    private static final Set<Property> FREE = Set.of(
            KmsProperties.KEY,
            KmsProperties.TRUSTED_KEYS,
            KmsProperties.ENCRYPTED_PATHS,
            KmsProperties.ENCRYPTION_CONTEXT);

    private final List<Property> fixed;
    private final SortedMap<String, String> properties;

    /**
     * Takes what later settings can't undo out of properties.
     *
     * @param properties as they were set
     * @param names of all properties there are
     */
    public PinnedSettings(Map<String, String> properties, PropertyNames names) {
        fixed = names.all().stream()
                .filter(property -> !FREE.contains(property))
                .toList();
        SortedMap<String, String> pinned = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (isPinned(name) && !value.isBlank()) {
                pinned.put(name, value.trim());
            }
        });
        this.properties = Collections.unmodifiableSortedMap(pinned);
    }

    /** The properties; none is secret. */
    public SortedMap<String, String> properties() {
        return properties;
    }

    private boolean isPinned(String name) {
        return name.startsWith(KmsProperties.KEY.name())
                || name.equals(KmsProperties.TRUSTED_KEYS.name())
                || name.equals(KmsProperties.ENCRYPTED_PATHS.name())
                || fixed.stream().anyMatch(property -> property.name().equals(name));
    }

    /**
     * What holds where these settings come later.
     *
     * @throws InvalidConfigurationException naming the property that they try to change
     */
    public Map<String, String> with(Map<String, String> later) {
        fixed.forEach(property -> refuseChange(property, later.get(property.name())));
        Map<String, String> effective = new HashMap<>(later);
        properties.forEach((name, value) -> effective.merge(name, value, (own, start) -> merge(name, own, start)));
        return effective;
    }

    private static String merge(String name, String later, String start) {
        if (later.isBlank()) {
            return start;
        }
        if (name.equals(KmsProperties.ENCRYPTED_PATHS.name())) {
            return later.trim().equals(start) ? start : start + "," + later;
        }
        if (name.startsWith(KmsProperties.KEY.name()) && !later.trim().equals(start)) {
            throw changed(name, start, later.trim());
        }
        return later;
    }

    private void refuseChange(Property property, @Nullable String later) {
        String start = properties.getOrDefault(property.name(), property.defaultValue());
        if (later != null && !later.isBlank() && !later.trim().equals(start)) {
            throw changed(property.name(), start, later.trim());
        }
    }

    private static InvalidConfigurationException changed(String name, String start, String later) {
        String was = start.isEmpty() ? "was not set" : "was '" + start + "'";
        return new InvalidConfigurationException("Property " + name + " can't be changed in a running application: it "
                + was
                + " when it started, and a session, table or option now says '" + later + "'. Unset it there, or set "
                + PropertyNames.SPARK_PREFIX + name + " at start");
    }
}
