package io.parquetkms.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Everything the library reads from a Hadoop {@code Configuration}. Immutable; read and checked once for each distinct set of
 * values, and then looked up: engines ask several times for each file.
 */
public final class Settings {

    private static final String PARQUET = "parquet.";

    private static final Cache<Id, Settings> READ =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private static volatile @Nullable Start start;

    private static volatile @Nullable String unusable;

    /** The settings of the application that runs in this process, in both forms. */
    private record Start(StartSettings rules, Settings settings) {}

    /** Two applications, one after the other, may have the same properties set, with other rules for them. */
    private record Id(
            Map<String, String> properties, @Nullable Start start) {}

    private final Map<String, String> properties;
    private final @Nullable Settings startedWith;
    private final ProviderOptions provider;
    private final KeyringOptions keyring;
    private final Map<String, String> keys;
    private final List<String> trustedKeys;
    private final SortedMap<String, String> encryptionContext;
    private final @Nullable EncryptionOptions encryption;
    private final EncryptedPaths encryptedPaths;
    private final SparkOptions spark;
    private final AesOptions aes;
    private final String accessToken;
    private final String kmsInstanceId;

    private Settings(Map<String, String> properties, @Nullable Settings startedWith) {
        PropertyNames.check(properties);
        this.properties = Map.copyOf(properties);
        this.startedWith = startedWith;
        Values values = new Values(properties);
        refuseInstanceUrl(values);
        keys = keys(properties);
        provider = provider(values);
        keyring = KeyringOptions.read(values);
        trustedKeys = values.list(KmsProperties.TRUSTED_KEYS);
        encryptionContext = encryptionContext(values);
        encryption = EncryptionOptions.read(values);
        encryptedPaths = EncryptedPaths.read(values);
        spark = SparkOptions.read(values);
        aes = AesOptions.read(values);
        accessToken = values.required(ParquetProperties.ACCESS_TOKEN);
        kmsInstanceId = values.required(ParquetProperties.KMS_INSTANCE_ID);
    }

    /**
     * Reads the settings. Safe on any thread; a failure is not remembered.
     *
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public static Settings of(Configuration configuration) {
        String failure = unusable;
        if (failure != null) {
            throw new InvalidConfigurationException("parquet-kms could not start in this process: " + failure);
        }
        return READ.get(new Id(properties(configuration), start), Settings::read);
    }

    private static Settings read(Id id) {
        Start application = id.start();
        return application == null
                ? new Settings(id.properties(), null)
                : new Settings(application.rules().with(id.properties()), application.settings());
    }

    /**
     * Makes these the settings that an application was started with: from now on {@link #of} in this process only adds to them
     * and tightens them, see {@link StartSettings}.
     *
     * @param steering what {@link #steering} gave, here or in another process of the application
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public static void startWith(Map<String, String> steering) {
        start = new Start(new StartSettings(steering), new Settings(steering, null));
    }

    /** The application is over. */
    public static void end() {
        start = null;
        unusable = null;
    }

    /** Has {@link #of} fail, because the settings that an application was started with could not be had here. */
    public static void refuse(String why) {
        unusable = why;
    }

    /** The properties that later settings of an application can't undo, without secrets; for its other processes. */
    public SortedMap<String, String> steering() {
        SortedMap<String, String> steering = StartSettings.steering(properties);
        if (provider instanceof AwsOptions aws && aws.region() != null) {
            steering.put(KmsProperties.AWS_REGION.name(), aws.region());
        }
        return steering;
    }

    /** The settings that the application was started with; null outside one. */
    public @Nullable Settings startedWith() {
        return startedWith;
    }

    /** The properties that matter here, of the many that a Configuration holds. */
    private static Map<String, String> properties(Configuration configuration) {
        Map<String, String> properties = new HashMap<>();
        StoredProperties.forEach(
                configuration,
                Settings::matters,
                (name, value) -> properties.put(name, value.contains("${") ? configuration.get(name, value) : value));
        return properties;
    }

    private static boolean matters(String name) {
        return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
            case 'p', 'P' -> startsWith(name, PARQUET);
            case 's', 'S' -> startsWith(name, PropertyNames.SPARK_PREFIX + PARQUET);
            default -> isKeystore(name);
        };
    }

    private static boolean isKeystore(String name) {
        return name.equals(KmsProperties.KEYSTORE_PATH.name())
                || name.equals(KmsProperties.KEYSTORE_PASSWORD_FILE.name());
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

    private static ProviderOptions provider(Values values) {
        enum Provider {
            AWS,
            KEYSTORE
        }
        return switch (values.oneOf(KmsProperties.PROVIDER, Provider.class)) {
            case AWS -> AwsOptions.read(values);
            case KEYSTORE -> KeystoreOptions.read(values);
        };
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
                    + " is not used by parquet-kms: unset it and set " + KmsProperties.AWS_ENDPOINT);
        }
    }

    public ProviderOptions provider() {
        return provider;
    }

    public KeyringOptions keyring() {
        return keyring;
    }

    /** The KMS keys behind the names of {@code parquet.kms.key.<name>}. */
    public Map<String, String> keys() {
        return keys;
    }

    /** Names or ARN patterns of the keys a file may name; empty for the default. */
    public List<String> trustedKeys() {
        return trustedKeys;
    }

    /** Bound to every key; empty for none. */
    public SortedMap<String, String> encryptionContext() {
        return encryptionContext;
    }

    /** How files are encrypted; null where no key is configured. */
    public @Nullable EncryptionOptions encryption() {
        return encryption;
    }

    public EncryptedPaths encryptedPaths() {
        return encryptedPaths;
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
        return "Settings[" + provider + ", " + keyring + ", keys=" + keys + ", " + encryption + "]";
    }
}
