package io.parquetkms.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final String SYNTAX = "key: pattern, pattern; !key: pattern";

    /**
     * One pattern.
     *
     * @param key as the user wrote it: a name, key id, alias or ARN
     * @param excludes whether the columns are taken out of those of the key
     * @param pattern which columns
     * @param source where it stands, for messages: {@code parquet.kms.columns}, {@code policy s3://conf/lake.json, line 12}
     */
    public record Rule(String key, boolean excludes, ColumnPattern pattern, String source) {

        /**
         * Reads one rule.
         *
         * @param key with a {@code !} before it where the columns are taken out of those of the key
         * @throws InvalidConfigurationException saying what can't be read
         */
        public static Rule parse(String key, String pattern, String source) {
            return parse(key, pattern, new KeyedColumns(source, SYNTAX));
        }

        private static Rule parse(String key, String pattern, KeyedColumns columns) {
            boolean excludes = key.trim().startsWith("!");
            String name = excludes ? key.trim().substring(1).trim() : key.trim();
            if (name.isEmpty()) {
                throw columns.invalid("no key for '" + pattern + "'");
            }
            return new Rule(name, excludes, ColumnPattern.parse(pattern, columns), columns.source());
        }

        /** For messages. */
        public String inWords() {
            return "rule '" + (excludes ? "!" + key + ": " : "") + pattern + "' of " + source;
        }
    }

    /** @throws InvalidConfigurationException if rules contradict each other whichever columns there are */
    public ColumnRules {
        rules = List.copyOf(rules);
        refuseContradictions(rules);
    }

    /**
     * Reads {@code key: pattern, pattern; !key: pattern}.
     *
     * @param source what to call it in messages
     * @throws InvalidConfigurationException saying what can't be read
     */
    public static ColumnRules parse(String text, String source) {
        KeyedColumns columns = new KeyedColumns(source, SYNTAX);
        List<Rule> rules = new ArrayList<>();
        for (KeyedColumns.Part part : columns.parse(text)) {
            part.columns().forEach(pattern -> rules.add(Rule.parse(part.key(), pattern, columns)));
        }
        return new ColumnRules(rules);
    }

    private static void refuseContradictions(List<Rule> rules) {
        Map<ColumnPattern, Rule> included = new HashMap<>();
        Set<String> keys = new TreeSet<>();
        for (Rule rule : rules) {
            if (!rule.excludes()) {
                keys.add(rule.key());
                Rule other = included.putIfAbsent(rule.pattern(), rule);
                if (other != null && !other.key().equals(rule.key())) {
                    throw new InvalidConfigurationException(
                            rule.source() + ": '" + rule.pattern() + "' stands under key '" + other.key()
                                    + "' and under key '" + rule.key() + "'. Remove one of them");
                }
            }
        }
        for (Rule rule : rules) {
            if (rule.excludes()) {
                refuseContradiction(rule, keys, included);
            }
        }
    }

    private static void refuseContradiction(Rule exclusion, Set<String> keys, Map<ColumnPattern, Rule> included) {
        String key = exclusion.key();
        if (!keys.contains(key)) {
            throw new InvalidConfigurationException(exclusion.source() + ": '!" + key + ": " + exclusion.pattern()
                    + "' takes a column out of those of key '" + key + "', which has none here. Keys that have some: "
                    + (keys.isEmpty() ? "none" : String.join(", ", keys)));
        }
        Rule same = included.get(exclusion.pattern());
        if (same != null && same.key().equals(key)) {
            throw new InvalidConfigurationException(exclusion.source() + ": '" + exclusion.pattern()
                    + "' stands under key '" + key + "' and is taken out of its columns. Remove one of them");
        }
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
