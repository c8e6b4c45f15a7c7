package io.parquetkms.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses misspelt properties: a misspelt one has no effect, and no effect means plaintext.
 *
 * <p>Under {@code parquet.kms.}, {@code parquet.encrypt…} and {@code parquet.crypto…} every unknown name is an error, and so is each of
 * them behind a prefix with which nobody reads it; elsewhere under {@code parquet.} only a near miss of a known encryption property is
 * (other libraries may have properties of their own there).
 */
public final class PropertyNames {

    /** What Spark strips from start-up settings, and only from those. */
    static final String SPARK_PREFIX = "spark.hadoop.";

    private static final String PARQUET = "parquet.";
    private static final String HADOOP = "hadoop.";

    /** Where nobody but parquet-java and this library has properties. */
    private static final List<String> OURS = List.of(KmsProperties.PREFIX, "parquet.encrypt", "parquet.crypto");

    /** The keys of the KMS that parquet-java's and Spark's documentation tries encryption with; our factory asks none. */
    private static final Set<String> OF_MOCKS =
            Set.of("parquet.encryption.key.list", "parquet.encryption.new.key.list");

    /** Where Spark keeps what the driver hands to executors. */
    private static final String OF_PLUGINS = "spark.plugins.internal.";

    /** Edits that still count as a misspelling; under {@link #OURS} one more, as of {@code columns} for {@code column.keys}. */
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
     * Whether it is to be looked at: any that begins with {@code parquet.} or {@code spark.hadoop.parquet.}, and one of the
     * encryption's behind another prefix of Spark's or Hadoop's, all in any case. Cheap: a configuration has a thousand.
     */
    static boolean matters(String name) {
        return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
            case 'p', 'P' -> startsWith(name, PARQUET, 0);
            case 's', 'S' ->
                startsWith(name, SPARK_PREFIX + PARQUET, 0)
                        || (startsWith(name, "spark.", 0) && ours(name) > 0 && !name.startsWith(OF_PLUGINS));
            case 'h', 'H' -> // many; few of them go on with a p
                startsWith(name, PARQUET, HADOOP.length()) && startsWith(name, HADOOP, 0) && ours(name) > 0;
            default -> false;
        };
    }

    /** Where in a prefixed name one of the encryption's begins; 0 where none does. */
    private static int ours(String name) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (startsWith(name, PARQUET, dot + 1) && isOurs(name, dot + 1)) {
                return dot + 1;
            }
        }
        return 0;
    }

    private static boolean isOurs(String name, int at) {
        return OURS.stream().anyMatch(prefix -> startsWith(name, prefix, at));
    }

    /** Whether it is, or is meant to be, one of the encryption's, with whichever prefix. */
    public static boolean isOfEncryption(String name) {
        return isOurs(name, 0) || ours(name) > 0;
    }

    private static boolean startsWith(String name, String prefix, int at) {
        return name.regionMatches(true, at, prefix, 0, prefix.length());
    }

    /**
     * Checks the names of all properties that {@linkplain #matters matter}, and of no others.
     *
     * @throws InvalidConfigurationException naming the property and the likely one
     */
    void check(Map<String, String> properties) {
        properties.keySet().forEach(name -> {
            if (startsWith(name, SPARK_PREFIX + PARQUET, 0)) {
                checkPrefixed(name, properties);
            } else if (startsWith(name, PARQUET, 0)) {
                check(name);
            } else if (matters(name)) {
                throw withoutEffect(name);
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

    private InvalidConfigurationException withoutEffect(String name) {
        String bare = name.substring(ours(name)).toLowerCase(Locale.ROOT);
        String remedy = isKnown(bare) ? "set " + bare + ", at start " + SPARK_PREFIX + bare : didYouMean(nearest(bare));
        return new InvalidConfigurationException("Property " + name + " has no effect: " + remedy);
    }

    /**
     * Checks the settings of an application for properties of Parquet's encryption that Spark won't hand on: those that begin
     * with {@code spark.} but not, in just these letters, with {@code spark.hadoop.parquet.}.
     *
     * @throws InvalidConfigurationException naming the setting and the likely one
     */
    static void checkOfSpark(String setting) {
        int at = ours(setting);
        if (at > 0 && !setting.startsWith(SPARK_PREFIX + PARQUET) && !setting.startsWith(OF_PLUGINS)) {
            throw new InvalidConfigurationException("Setting " + setting + " has no effect: did you mean "
                    + SPARK_PREFIX + setting.substring(at).toLowerCase(Locale.ROOT) + "?");
        }
    }

    private void check(String name) {
        if (isKnown(name)) {
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith(KmsProperties.KEY.name())) {
            throw new InvalidConfigurationException("Invalid property " + name + ": a key's name is lower-case letters,"
                    + " digits, '.', '_' and '-' (Spark lower-cases the options of a reader)"
                    + (isKnown(lower) ? "; did you mean " + lower + "?" : ""));
        }
        if (KmsProperties.NOT_YET.contains(lower)) {
            throw new InvalidConfigurationException(
                    "Property " + name + " is not supported by this version of parquet-kms; unset it");
        }
        Optional<String> suggestion = nearest(lower);
        if (isOurs(lower, 0) || suggestion.isPresent()) {
            throw new InvalidConfigurationException(
                    "Unknown property " + name + (suggestion.isPresent() ? ": " : "; ") + didYouMean(suggestion));
        }
    }

    private static String didYouMean(Optional<String> suggestion) {
        return suggestion.map(known -> "did you mean " + known + "?").orElse("docs/configuration.md lists them all");
    }

    private boolean isKnown(String name) {
        return known.contains(name)
                || OF_MOCKS.contains(name)
                || (name.startsWith(KmsProperties.KEY.name())
                        && isKeyName(name.substring(KmsProperties.KEY.name().length())));
    }

    /** Whether it can stand after {@code parquet.kms.key.}. */
    public static boolean isKeyName(String name) {
        return name.matches("[a-z0-9][a-z0-9._-]{0,255}");
    }

    private Optional<String> nearest(String name) {
        String withPrefix = KmsProperties.PREFIX + name.substring("parquet.".length());
        if (isKnown(withPrefix)) {
            return Optional.of(withPrefix);
        }
        int near = isOurs(name, 0) ? NEAR + 1 : NEAR;
        return Nearest.of(name, known, near);
    }
}
