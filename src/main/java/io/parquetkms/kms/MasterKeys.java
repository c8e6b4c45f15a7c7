package io.parquetkms.kms;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The master keys of one configuration: which key a name stands for, and which keys a file may name. Safe on any thread. */
public final class MasterKeys {

    private static final Pattern AWS_KEY_ID = Pattern.compile(
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-fA-F]{32}|alias/[A-Za-z0-9/_-]{1,250}");

    /** Files could name keys without end. */
    private static final int MAX_FOUND = 1_000;

    private final Map<String, String> names;
    private final boolean aws;
    private final TrustedKeys trusted;
    private final @Nullable MasterKeys application;

    /** What was found before: each file asks for each of its columns. */
    private final Map<String, String> resolved = new ConcurrentHashMap<>();

    private final Set<String> foundTrusted = ConcurrentHashMap.newKeySet();

    private MasterKeys(Map<String, String> names, boolean aws, TrustedKeys trusted, @Nullable MasterKeys application) {
        this.names = names;
        this.aws = aws;
        this.trusted = trusted;
        this.application = application;
    }

    /**
     * Reads the names and the trust, without asking a KMS.
     *
     * @throws InvalidConfigurationException if a configured key is none
     */
    public static MasterKeys of(Settings settings) {
        boolean aws = settings.provider() instanceof AwsOptions;
        MasterKeys untrusting = new MasterKeys(settings.keys(), aws, TrustedKeys.matching(List.of()), null);
        Set<String> used = untrusting.configured(settings.encryption());
        Settings startedWith = settings.startedWith();
        return new MasterKeys(
                settings.keys(), aws, untrusting.trust(settings, used), startedWith == null ? null : of(startedWith));
    }

    private TrustedKeys trust(Settings settings, Set<String> configured) {
        if (!settings.trustedKeys().isEmpty()) {
            return TrustedKeys.matching(
                    settings.trustedKeys().stream().map(this::trustedGlob).toList());
        }
        return settings.provider() instanceof AwsOptions options
                ? TrustedKeys.like(configured, options)
                : TrustedKeys.matching(List.of());
    }

    private Set<String> configured(@Nullable EncryptionOptions encryption) {
        Set<String> ids = names.keySet().stream().map(this::resolve).collect(Collectors.toCollection(TreeSet::new));
        if (encryption != null) {
            ids.add(resolve(encryption.footerKey()));
            encryption.columns().keySet().stream().map(this::resolve).forEach(ids::add);
        }
        return ids;
    }

    /**
     * The master key that a column list means.
     *
     * @param key a name of {@code parquet.kms.key.<name>}, or a key in a form the service knows
     * @throws InvalidConfigurationException if it is neither
     */
    public String resolve(String key) {
        String known = resolved.get(key);
        return known == null ? resolved.computeIfAbsent(key, this::resolveFirst) : known;
    }

    private String resolveFirst(String key) {
        String keyId = names.getOrDefault(key, key);
        if (aws && !isAwsKey(keyId)) {
            String mend = names.containsKey(key)
                    ? "'" + keyId + "' is no key ARN, alias ARN, alias/<name> or key id"
                    : "there is no " + KmsProperties.KEY + key + "; set it to a key ARN, alias/<name> or key id"
                            + (names.isEmpty() ? "" : " (configured: " + new TreeSet<>(names.keySet()) + ")");
            throw new InvalidConfigurationException("Unknown key '" + key + "': " + mend);
        }
        checkConfigured(keyId);
        return keyId;
    }

    /** A name that was given after the start stands for nothing that the start doesn't trust. */
    private void checkConfigured(String keyId) {
        if (application != null && !application.names.containsValue(keyId) && application.distrusts(keyId)) {
            throw new UntrustedKeyException(
                    "The key " + keyId + " was configured after the application started, which does not trust it. If it"
                            + " should be used, add it to spark.hadoop." + KmsProperties.TRUSTED_KEYS + " (or as"
                            + " spark.hadoop." + KmsProperties.KEY + "<name>) at start",
                    null);
        }
    }

    private boolean distrusts(String keyId) {
        boolean unresolved = aws && KmsArn.parse(keyId) == null;
        return !unresolved && !trusted.contain(keyId);
    }

    /** The names of {@code parquet.kms.key.<name>}, and the keys behind them. */
    public Map<String, String> names() {
        return names;
    }

    /**
     * The master key that a file means, if the configuration lets a file name it. Asked for the key that a file names, and
     * again for the key that the KMS says it used.
     *
     * @param keyId from a file: untrusted. A name of {@code parquet.kms.key.<name>} (stock key tools write it as it stood in
     *     their column list) means the key configured under it
     * @return the key in a form the service knows
     * @throws UntrustedKeyException naming the key and the property that would allow it
     */
    public String trusted(String keyId) {
        String configured = names.get(keyId);
        if (configured != null) {
            checkConfigured(configured);
            return configured;
        }
        if (!foundTrusted.contains(keyId)) {
            checkTrusted(keyId);
            if (foundTrusted.size() < MAX_FOUND) {
                foundTrusted.add(keyId);
            }
        }
        return keyId;
    }

    private void checkTrusted(String keyId) {
        if (aws && !isAwsKey(keyId)) {
            throw new UntrustedKeyException(
                    "The file names the master key '" + shorten(keyId)
                            + "', which is none of AWS KMS. If it was written with"
                            + " another KMS, read it with that one; " + KmsProperties.PROVIDER + " is aws",
                    null);
        }
        if (distrusts(keyId) || (application != null && application.distrusts(keyId))) {
            throw new UntrustedKeyException(
                    "The file names the master key " + shorten(keyId)
                            + ", which is not trusted here. If it should be, add it" + " to "
                            + KmsProperties.TRUSTED_KEYS + " (or configure it as " + KmsProperties.KEY + "<name>)",
                    null);
        }
    }

    private String trustedGlob(String entry) {
        String keyId = names.getOrDefault(entry, entry);
        KmsArn arn = KmsArn.parse(keyId);
        if (!aws || keyId.contains("*") || (arn != null && arn.isKey())) {
            return keyId;
        }
        if (arn == null && isAwsKey(keyId) && !keyId.startsWith("alias/")) {
            return "arn:*:key/" + keyId;
        }
        throw new InvalidConfigurationException("Invalid entry '" + entry + "' in " + KmsProperties.TRUSTED_KEYS
                + ": must be a key ARN, * standing for anything, or the name of a key configured with its ARN or id");
    }

    private static boolean isAwsKey(String keyId) {
        return KmsArn.parse(keyId) != null || AWS_KEY_ID.matcher(keyId).matches();
    }

    private static String shorten(String keyId) {
        return keyId.length() <= 200 ? keyId : keyId.substring(0, 200) + "…";
    }
}
