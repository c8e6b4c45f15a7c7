package io.parquetkms.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What the properties say, read and checked as a whole. Immutable. How to reach the KMS is its provider's to read. */
public final class Settings {

    private final PropertyNames names;
    private final Values values;
    private final KeyringOptions keyring;
    private final Map<String, String> keys;
    private final List<String> trustedKeys;
    private final List<String> encryptedPaths;
    private final SortedMap<String, String> encryptionContext;
    private final Set<String> encryptionKeys;
    private final PolicyKeys policyKeys;
    private final ColumnOptions columns;
    private final SparkOptions spark;
    private final AesOptions aes;
    private final String accessToken;
    private final String kmsInstanceId;

    /** Null: not asked for yet. */
    private volatile @Nullable Encryption encryption;

    private record Encryption(@Nullable EncryptionOptions options) {}

    /**
     * Reads them.
     *
     * @param properties as {@link #properties} gives them
     * @param names of all properties there are
     * @param policyKeys those of the policy that they name, which count as theirs
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public Settings(Map<String, String> properties, PropertyNames names, PolicyKeys policyKeys) {
        names.check(properties);
        this.names = names;
        this.policyKeys = policyKeys;
        values = new Values(Map.copyOf(properties));
        keys = policyKeys.with(keys(properties));
        keyring = KeyringOptions.read(values);
        trustedKeys = values.list(KmsProperties.TRUSTED_KEYS);
        encryptedPaths = values.list(KmsProperties.ENCRYPTED_PATHS);
        String context = values.text(KmsProperties.ENCRYPTION_CONTEXT);
        encryptionContext = context == null ? Collections.emptySortedMap() : ContextPairs.parse(context);
        encryptionKeys = Stream.of(
                        EncryptionOptions.keys(values), policyKeys.used().keySet())
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
        columns = ColumnOptions.read(values);
        spark = SparkOptions.read(values);
        aes = AesOptions.read(values);
        accessToken = values.required(ParquetProperties.ACCESS_TOKEN);
        kmsInstanceId = values.required(ParquetProperties.KMS_INSTANCE_ID);
    }

    /**
     * The properties that matter here, of the many that a Configuration holds.
     *
     * @param ofHadoop those of other names, see {@link PropertyNames#ofHadoop}
     */
    public static Map<String, String> properties(Configuration configuration, Set<String> ofHadoop) {
        Map<String, String> properties = new HashMap<>();
        StoredProperties.forEach(
                configuration,
                name -> PropertyNames.matters(name) || ofHadoop.contains(name),
                (name, value) -> properties.put(name, value.contains("${") ? configuration.get(name, value) : value));
        return properties;
    }

    private static Map<String, String> keys(Map<String, String> properties) {
        Map<String, String> keys = new HashMap<>();
        String prefix = KmsProperties.KEY.name();
        properties.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                if (value.isBlank()) {
                    throw new InvalidConfigurationException(name + " is empty: set it to a KMS key");
                }
                keys.put(name.substring(prefix.length()), value.trim());
            }
        });
        return Map.copyOf(keys);
    }

    private static void refuseInstanceUrl(Values values) {
        String url = values.required(ParquetProperties.KMS_INSTANCE_URL);
        if (!url.equals(ParquetProperties.KMS_INSTANCE_URL.defaultValue())) {
            throw new InvalidConfigurationException(ParquetProperties.KMS_INSTANCE_URL
                    + " is not used by parquet-kms: unset it and set parquet.kms.aws.endpoint");
        }
    }

    /**
     * These settings where somebody else has the first word: a policy, on one of its places. What was set at start for the whole
     * application gives way to it where it is no tighter; what came later may tighten it, and no more.
     *
     * @param decided what that says, by property; of keys, only {@link ParquetProperties#FOOTER_KEY}
     * @param atStart what the application was started with; null where these are all that there are
     * @param source who says so, for messages
     * @throws InvalidConfigurationException naming the property that would change or relax it
     */
    public Settings under(Map<Property, String> decided, @Nullable Settings atStart, String source) {
        Map<String, String> all = new HashMap<>(values.all());
        DecidedFirst.OF_PLACES.forEach(property -> all.remove(property.name()));
        Map<Property, String> start = atStart == null ? Map.of() : atStart.ofPlaces();
        Map<Property, String> later = new HashMap<>(ofPlaces());
        later.entrySet().removeAll(start.entrySet());
        new DecidedFirst(source, key -> keys.getOrDefault(key, key))
                .merge(decided, start, later)
                .forEach((property, value) -> all.put(property.name(), value));
        return new Settings(all, names, policyKeys);
    }

    private Map<Property, String> ofPlaces() {
        Map<Property, String> set = new HashMap<>();
        for (Property property : DecidedFirst.OF_PLACES) {
            String value = values.all().getOrDefault(property.name(), "").trim();
            if (!value.isEmpty()) {
                set.put(property, value);
            }
        }
        return set;
    }

    /** All of it, for the provider to read its own properties from. */
    public Values values() {
        return values;
    }

    public KeyringOptions keyring() {
        return keyring;
    }

    /** The KMS keys behind the names of {@code parquet.kms.key.<name>}, and behind those of the policy. */
    public Map<String, String> keys() {
        return keys;
    }

    /** Names or patterns of the keys a file may name; empty for the default. */
    public List<String> trustedKeys() {
        return trustedKeys;
    }

    /** Globs of where files must be encrypted; empty for nowhere. */
    public List<String> encryptedPaths() {
        return encryptedPaths;
    }

    /** Bound to every key; empty for none. */
    public SortedMap<String, String> encryptionContext() {
        return encryptionContext;
    }

    /**
     * How the library's crypto factory encrypts files; null where no key is configured. Read when it is first asked for: the
     * library's KMS client serves other factories, to whom these properties may say what ours can't do.
     *
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public @Nullable EncryptionOptions encryption() {
        Encryption known = encryption;
        if (known == null) {
            refuseInstanceUrl(values);
            known = new Encryption(EncryptionOptions.read(values));
            encryption = known;
        }
        return known.options();
    }

    /** The keys that files are encrypted with, by whichever crypto factory, as the user wrote them. */
    public Set<String> encryptionKeys() {
        return encryptionKeys;
    }

    /** Those of the policy, which are among the others, but for templates. */
    public PolicyKeys policyKeys() {
        return policyKeys;
    }

    /** What holds for columns, listed or not. */
    public ColumnOptions columns() {
        return columns;
    }

    public SparkOptions spark() {
        return spark;
    }

    public AesOptions aes() {
        return aes;
    }

    /** Secret. Tells callers of one JVM apart. */
    public String accessToken() {
        return accessToken;
    }

    /** Written into footer key material. */
    public String kmsInstanceId() {
        return kmsInstanceId;
    }

    @Override
    public String toString() {
        return "Settings[keys=" + keys + ", encryptionKeys=" + encryptionKeys + ", " + keyring + "]";
    }
}
