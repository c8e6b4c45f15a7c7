package io.parquetkms.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of a policy. They count as configured, as those of the settings do.
 *
 * @param names of keys, and the keys behind them; those of {@code templates} are not among them
 * @param used all that it encrypts with, but for templates, as its author wrote them, and where
 * @param templates that lead to a key for each value of a partition column, by their names, or else by themselves
 * @param maxFilled how many keys templates may lead to in one application
 * @param source where the policy stands, for messages
 */
public record PolicyKeys(
        Map<String, String> names,
        Map<String, String> used,
        Map<String, KeyTemplate> templates,
        int maxFilled,
        String source) {

    /** Of no policy. */
    public static final PolicyKeys NONE = new PolicyKeys(Map.of(), Map.of(), Map.of(), 0, "");

    public PolicyKeys {
        names = Map.copyOf(names);
        used = Map.copyOf(used);
        templates = Map.copyOf(templates);
    }

    /** The template that leads to a key, by its name; empty where none does. */
    public String nameOf(String keyId) {
        return templates.entrySet().stream()
                .filter(template -> template.getValue().fits(keyId))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("");
    }

    /** Whether a template leads to a key. */
    public boolean fill(String keyId) {
        return templates.values().stream().anyMatch(template -> template.fits(keyId));
    }

    /**
     * The names of both, of policy and settings.
     *
     * @throws InvalidConfigurationException if a name, or a key without one, would mean one thing to the policy and another to
     *     the settings: whoever sets names later could else lead its keys elsewhere
     */
    Map<String, String> with(Map<String, String> ofSettings) {
        ofSettings.forEach(this::refuseOther);
        return Stream.of(ofSettings, names)
                .flatMap(some -> some.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }

    private void refuseOther(String name, String keyId) {
        String property = KmsProperties.KEY + name;
        String own = names.getOrDefault(name, keyId);
        if (!own.equals(keyId)) {
            throw new InvalidConfigurationException(property + " is " + keyId + ", and " + source + " says that '"
                    + name + "' is " + own + ": unset one of them, or give it another name");
        }
        if (templates.containsKey(name) || fill(name)) {
            throw new InvalidConfigurationException(property + " has a name that " + source
                    + " uses for a key of partitions, "
                    + templates.values().stream()
                            .map(KeyTemplate::toString)
                            .sorted()
                            .toList()
                    + ": give it another name");
        }
    }

    /**
     * Holds the names that a session, table or option gives to keys apart from the ids that the policy uses.
     *
     * @param atStart the names that the application was started with
     * @param now all that there are
     * @throws InvalidConfigurationException naming one that is both
     */
    public void refuseLater(Set<String> atStart, Set<String> now) {
        for (String key : used.keySet()) {
            if (now.contains(key) && !atStart.contains(key) && !names.containsKey(key)) {
                throw new InvalidConfigurationException(
                        KmsProperties.KEY + key + " was set after the application started, and " + source
                                + " uses the key '" + key + "': give it another name");
            }
        }
    }
}
