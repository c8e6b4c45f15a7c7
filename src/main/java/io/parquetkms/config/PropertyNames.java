package io.parquetkms.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Refuses misspelt properties: a misspelt one has no effect, and no effect means plaintext.
 *
 * <p>Under {@code parquet.kms.} every unknown name is an error; elsewhere under {@code parquet.} only a near miss of a known
 * encryption property is (other libraries may have properties of their own there).
 */
public final class PropertyNames {

    /** What Spark strips from start-up settings, and only from those. */
    static final String SPARK_PREFIX = "spark.hadoop.";

    /** Edits that still count as a misspelling. */
    private static final int NEAR = 3;

    private final List<Property> ofProviders;
    private final List<String> known = new ArrayList<>();

    /**
     * All that there are.
     *
     * @param ofProviders the properties of all kinds of KMS, beside the common ones
     */
    public PropertyNames(List<Property> ofProviders) {
        this.ofProviders = List.copyOf(ofProviders);
        Stream.of(ParquetProperties.ALL, KmsProperties.ALL, ofProviders)
                .flatMap(List::stream)
                .filter(property -> !property.isPrefix())
                .forEach(property -> known.add(property.name()));
    }

    /** The names outside {@code parquet.} that count, too: Hadoop's own. */
    public Set<String> ofHadoop() {
        return ofProviders.stream()
                .map(Property::name)
                .filter(name -> !name.startsWith(KmsProperties.PREFIX))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All of the library's, with those of providers. */
    public List<Property> all() {
        return Stream.concat(KmsProperties.ALL.stream(), ofProviders.stream()).toList();
    }

    /**
     * Checks the names of all properties that begin with {@code parquet.} or {@code spark.hadoop.parquet.}, in any case.
     *
     * @throws InvalidConfigurationException naming the property and the likely one
     */
    void check(Map<String, String> properties) {
        properties.keySet().forEach(name -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(SPARK_PREFIX)) {
                checkPrefixed(name, properties);
            } else {
                check(name);
            }
        });
    }

    /** At start-up Spark keeps the prefixed name and adds the bare one; set later, the prefixed one has no effect. */
    private void checkPrefixed(String name, Map<String, String> properties) {
        String bare = name.substring(SPARK_PREFIX.length());
        if (properties.containsKey(bare)) {
            return;
        }
        if (isKnown(bare)) {
            throw new InvalidConfigurationException(
                    "Property " + name + " has no effect on a running session: set " + bare);
        }
        check(bare);
    }

    /**
     * Checks the settings of an application for properties of Parquet's encryption that Spark won't hand on: those that begin
     * with {@code spark.} but not, in just these letters, with {@code spark.hadoop.parquet.}.
     *
     * @throws InvalidConfigurationException naming the setting and the likely one
     */
    static void checkOfSpark(String setting) {
        String lower = setting.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(".parquet.");
        boolean ours = at > 0
                && Stream.of(KmsProperties.PREFIX, "parquet.encryption.", "parquet.crypto.factory.class")
                        .anyMatch(prefix -> lower.startsWith(prefix, at + 1));
        if (ours && !setting.startsWith(SPARK_PREFIX + "parquet.") && !lower.startsWith("spark.plugins.internal.")) {
            throw new InvalidConfigurationException("Setting " + setting + " has no effect: did you mean "
                    + SPARK_PREFIX + lower.substring(at + 1) + "?");
        }
    }

    private void check(String name) {
        if (isKnown(name)) {
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith(KmsProperties.KEY.name())) {
            throw new InvalidConfigurationException("Invalid property " + name + ": a key's name is lower-case letters,"
                    + " digits, '.', '_' and '-' (Spark lower-cases the options of a reader)");
        }
        if (KmsProperties.NOT_YET.contains(lower)) {
            throw new InvalidConfigurationException(
                    "Property " + name + " is not supported by this version of parquet-kms; unset it");
        }
        Optional<String> suggestion = nearest(lower);
        if (lower.startsWith(KmsProperties.PREFIX) || suggestion.isPresent()) {
            throw new InvalidConfigurationException("Unknown property " + name
                    + suggestion
                            .map(known -> ": did you mean " + known + "?")
                            .orElse("; docs/configuration.md lists them all"));
        }
    }

    private boolean isKnown(String name) {
        return known.contains(name)
                || (name.startsWith(KmsProperties.KEY.name())
                        && isKeyName(name.substring(KmsProperties.KEY.name().length())));
    }

    /** Whether there can be a property {@code parquet.kms.key.<name>}. */
    public static boolean isKeyName(String name) {
        return name.matches("[a-z0-9][a-z0-9._-]{0,255}");
    }

    private Optional<String> nearest(String name) {
        String withPrefix = KmsProperties.PREFIX + name.substring("parquet.".length());
        if (isKnown(withPrefix)) {
            return Optional.of(withPrefix);
        }
        return known.stream()
                .filter(other -> Math.abs(other.length() - name.length()) <= NEAR)
                .filter(other -> distance(name, other) <= NEAR)
                .min((a, b) -> distance(name, a) - distance(name, b));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
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
