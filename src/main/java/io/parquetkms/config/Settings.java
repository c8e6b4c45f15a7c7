package io.parquetkms.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** What the properties say, read and checked as a whole. Immutable. How to reach the KMS is its provider's to read. */
public final class Settings {

    private static final String PARQUET = "parquet.";

    private final Values values;
    private final KeyringOptions keyring;
    private final Map<String, String> keys;
    private final List<String> trustedKeys;
    private final List<String> encryptedPaths;
    private final SortedMap<String, String> encryptionContext;
    private final @Nullable EncryptionOptions encryption;
    private final ColumnOptions columns;
    private final SparkOptions spark;
    private final AesOptions aes;
    private final String accessToken;
    private final String kmsInstanceId;

    /**
     * Reads them.
     *
     * @param properties as {@link #properties} gives them
     * @param names of all properties there are
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public Settings(Map<String, String> properties, PropertyNames names) {
        names.check(properties);
        values = new Values(Map.copyOf(properties));
        refuseInstanceUrl(values);
        keys = keys(properties);
        keyring = KeyringOptions.read(values);
        trustedKeys = values.list(KmsProperties.TRUSTED_KEYS);
        encryptedPaths = values.list(KmsProperties.ENCRYPTED_PATHS);
        encryptionContext = encryptionContext(values);
        encryption = EncryptionOptions.read(values);
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
                name -> matters(name, ofHadoop),
                (name, value) -> properties.put(name, value.contains("${") ? configuration.get(name, value) : value));
        return properties;
    }

    private static boolean matters(String name, Set<String> ofHadoop) {
        return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
            case 'p', 'P' -> startsWith(name, PARQUET);
            case 's', 'S' -> startsWith(name, PropertyNames.SPARK_PREFIX + PARQUET);
            default -> ofHadoop.contains(name);
        };
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
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

    private static SortedMap<String, String> encryptionContext(Values values) {
        SortedMap<String, String> context = new TreeMap<>();
        for (String pair : values.list(KmsProperties.ENCRYPTION_CONTEXT)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || context.put(
                                    pair.substring(0, equals).trim(),
                                    pair.substring(equals + 1).trim())
                            != null) {
                throw new InvalidConfigurationException("Invalid value of " + KmsProperties.ENCRYPTION_CONTEXT + " at '"
                        + pair + "': must be k=v,k2=v2, each key once");
            }
        }
        return context;
    }

    private static void refuseInstanceUrl(Values values) {
        String url = values.required(ParquetProperties.KMS_INSTANCE_URL);
        if (!url.equals(ParquetProperties.KMS_INSTANCE_URL.defaultValue())) {
            throw new InvalidConfigurationException(ParquetProperties.KMS_INSTANCE_URL
                    + " is not used by parquet-kms: unset it and set parquet.kms.aws.endpoint");
        }
    }

    /** All of it, for the provider to read its own properties from. */
    public Values values() {
        return values;
    }

    public KeyringOptions keyring() {
        return keyring;
    }

    /** The KMS keys behind the names of {@code parquet.kms.key.<name>}. */
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

    /** How files are encrypted; null where no key is configured. */
    public @Nullable EncryptionOptions encryption() {
        return encryption;
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
        return "Settings[keys=" + keys + ", " + encryption + ", " + keyring + "]";
    }
}
