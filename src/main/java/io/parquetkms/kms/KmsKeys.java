package io.parquetkms.kms;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.PolicyKeys;
import io.parquetkms.config.Printable;
import io.parquetkms.config.PropertyNames;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.Provider.DefaultTrust;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The KMS keys of one configuration: which key a name stands for, and which keys others may name. The one place that makes
 * {@link KeyId}s, for columns that are written, for files that are read, for executors that ask the driver, and about the key that
 * a KMS says it used.
 *
 * <p><b>The threat.</b> A Parquet file is written by who knows whom. If any key that it names were used, its author would choose
 * which account and Region get called, with the reader's credentials; and a file made under a key of the attacker's own, who lets
 * everyone decrypt with it, would pass for the real one. The same goes for whoever names a key after the application has started,
 * in a session, table or option, or in a message to the driver; and an alias may lead anywhere, or be re-pointed. So a key is used
 * only if the configuration names it, or trusts it: {@link KmsProperties#TRUSTED_KEYS}, or else what the provider trusts by
 * default. What was configured at start is the most that later settings can trust.
 *
 * <p>Safe on any thread.
 */
public final class KmsKeys {

    /** Files could name keys without end. */
    private static final int MAX_FOUND = 1_000;

    private static final int SHOWN = 200;

    private static final String FILE_NAMES = "The file names the KMS key ";

    /** How far a configuration names a key itself, beyond the accounts and Regions that it trusts by default. */
    public enum Naming {
        /** It is configured, here or as a replica in another Region, or stands in {@link KmsProperties#TRUSTED_KEYS}. */
        NAMED,
        /** It is trusted by default, and one of the {@linkplain #aliases configured aliases} may lead to it. */
        PERHAPS,
        /** It is not. */
        UNNAMED
    }

    private final Map<String, String> names;

    /** Of all keys that are configured, with a name or without. */
    private final Set<String> keyIds;

    private final PolicyKeys policy;
    private final Provider provider;
    private final @Nullable KmsKeys atStart;
    private final KeyPatterns trusted;
    /** Null: none. */
    private final @Nullable KeyPatterns namedPatterns;

    private final @Nullable String warning;

    /** What was found before: each file asks for each of its columns. */
    private final Map<String, KeyId> configured = new ConcurrentHashMap<>();

    private final Map<String, KeyId> trustedBefore = new ConcurrentHashMap<>();

    /** Of keys that are trusted only as these. */
    private final Map<String, String> replicas = new ConcurrentHashMap<>();

    /** The keys that the policy's templates led to. */
    private final Set<String> filled = ConcurrentHashMap.newKeySet();

    /**
     * Reads the names and the trust, without asking a KMS.
     *
     * @param atStart the keys of the settings that the application was started with; null where these are those
     * @throws InvalidConfigurationException if a configured key is none
     */
    public KmsKeys(Settings settings, Provider provider, @Nullable KmsKeys atStart) {
        names = settings.keys();
        policy = settings.policyKeys();
        this.provider = provider;
        this.atStart = atStart;
        keyIds = keyIds(settings.encryptionKeys());
        if (settings.trustedKeys().isEmpty()) {
            DefaultTrust trust = provider.trustedByDefault(withSamples());
            trusted = new KeyPatterns(trust.patterns());
            warning = trust.warning();
        } else {
            trusted = new KeyPatterns(
                    settings.trustedKeys().stream().map(this::trustedPattern).toList());
            warning = null;
        }
        List<String> named = Stream.concat(
                        keyIds.stream().map(provider::trustedPattern).filter(Objects::nonNull),
                        settings.trustedKeys().stream().map(this::trustedPattern))
                .toList();
        namedPatterns = named.isEmpty() ? null : new KeyPatterns(named);
    }

    private Set<String> keyIds(Set<String> encryptionKeys) {
        return Stream.concat(names.keySet().stream(), encryptionKeys.stream())
                .map(this::keyIdOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys, and one of those that each template of the policy leads to. */
    private Set<String> withSamples() {
        Set<String> all = new TreeSet<>(keyIds);
        policy.templates().values().forEach(template -> {
            if (!provider.isKeyId(template.sample())) {
                throw new InvalidConfigurationException("The key '" + template + "' of " + policy.source()
                        + " leads to no " + provider.keyIdForms() + ", such as '" + template.sample() + "'");
            }
            all.add(template.sample());
        });
        return all;
    }

    private String trustedPattern(String entry) {
        String pattern = provider.trustedPattern(names.getOrDefault(entry, entry));
        if (pattern == null) {
            throw new InvalidConfigurationException(
                    "Invalid entry '" + entry + "' in " + KmsProperties.TRUSTED_KEYS
                            + ": must be a key ARN, * standing for anything, or the name of a key configured with its ARN or id");
        }
        return pattern;
    }

    /** What to say once about the trust; null where there is nothing to say. */
    public @Nullable String warning() {
        return warning;
    }

    /** The names of {@code parquet.kms.key.<name>}, and the keys behind them. */
    public Map<String, KeyId> named() {
        Map<String, KeyId> keys = new TreeMap<>();
        names.keySet().forEach(name -> keys.put(name, configured(name)));
        return keys;
    }

    /**
     * The KMS key that a column list means.
     *
     * @param key a name of {@code parquet.kms.key.<name>}, or a key in a form the provider knows
     * @throws InvalidConfigurationException if it is neither
     * @throws UntrustedKeyException if it was configured after the start, and the settings at start don't trust it
     */
    public KeyId configured(String key) {
        KeyId known = configured.get(key);
        return known == null ? configured.computeIfAbsent(key, this::configuredFirst) : known;
    }

    private KeyId configuredFirst(String key) {
        String keyId = keyIdOf(key);
        if (atStart != null && !atStart.isConfigured(keyId) && atStart.distrusts(keyId)) {
            throw late(keyId);
        }
        if (!keyIds.contains(keyId) && policy.fill(keyId)) {
            (atStart == null ? this : atStart).count(keyId);
        }
        return new KeyId(keyId);
    }

    private boolean isConfigured(String keyId) {
        return keyIds.contains(keyId) || policy.fill(keyId);
    }

    /** A partition column may have values without end, and a key for each of them be asked for. */
    private synchronized void count(String keyId) {
        if (filled.size() >= policy.maxFilled() && !filled.contains(keyId)) {
            throw new InvalidConfigurationException("Refusing to use " + shorten(keyId) + ": this application has used "
                    + filled.size() + " keys for values of partition columns already, as many as " + policy.source()
                    + " allows. If the column has so many values, set maxPartitionKeys there");
        }
        filled.add(keyId);
    }

    private String keyIdOf(String key) {
        String keyId = names.getOrDefault(key, key);
        if (!provider.isKeyId(keyId)) {
            String why = names.containsKey(key) ? "'" + keyId + "' is no " + provider.keyIdForms() : noSuchName(key);
            String where = policy.used().get(key);
            throw new InvalidConfigurationException(
                    "Unknown key '" + key + "'" + (where == null ? "" : " in " + where) + ": " + why);
        }
        return keyId;
    }

    private String noSuchName(String key) {
        String known = names.isEmpty() ? "" : " (configured: " + new TreeSet<>(names.keySet()) + ")";
        KeyTemplate template = policy.templates().get(key);
        if (template != null) {
            return "it is a key for each value of a partition column, " + template + ", and only places of "
                    + policy.source() + " can use it";
        }
        if (PropertyNames.isKeyName(key)) {
            return "there is no " + KmsProperties.KEY + key + "; set it to a " + provider.keyIdForms() + known;
        }
        String lower = key.toLowerCase(Locale.ROOT);
        return PropertyNames.isKeyName(lower)
                ? "names are in lower case; write '" + lower + "', and set " + KmsProperties.KEY + lower + " to a "
                        + provider.keyIdForms() + known
                : "it is no " + provider.keyIdForms()
                        + ", and no name either: lower-case letters, digits, '.', '_' and '-'" + known;
    }

    /** Where the id doesn't say which key it is, the one that answers is judged. */
    private boolean distrusts(String keyId) {
        return provider.isQualified(keyId) && !trusted.contain(keyId);
    }

    /**
     * The KMS key that someone names who is not the configuration: a file, or an executor.
     *
     * @param keyId untrusted. A name of {@code parquet.kms.key.<name>} (stock key tools write it into files as it stood in their
     *     column list) means the key configured under it; to read with, any {@linkplain KeyId#repointable key that it stood for},
     *     which is judged when it answers. A key that is trusted only as its {@linkplain Provider#replica replica} here is that one
     * @param writing whether for a key to write with: any that is configured will do
     * @throws UntrustedKeyException naming the key and the property that would allow it
     */
    public KeyId requested(String keyId, boolean writing) {
        return requested(keyId, writing, FILE_NAMES);
    }

    /**
     * The KMS key that a message to the driver names.
     *
     * @param keyId untrusted, as above
     * @param writing as above
     * @throws UntrustedKeyException naming the key and the property that would allow it
     */
    public KeyId requestedByExecutor(String keyId, boolean writing) {
        return requested(keyId, writing, "An executor asks the driver for the KMS key ");
    }

    private KeyId requested(String keyId, boolean writing, String whoNamesIt) {
        boolean named = names.containsKey(keyId);
        if (writing) {
            return named || isConfigured(keyId) ? configured(keyId) : trusted(keyId, whoNamesIt);
        }
        return named ? configured(keyId).repointable() : trusted(orReplica(keyId), whoNamesIt);
    }

    /**
     * A key that is not trusted where the file's writer was may be so where this process is: then no other Region is asked, and a file
     * that names that replica itself would be read as well.
     */
    private String orReplica(String keyId) {
        if (trustedBefore.containsKey(keyId) || isTrusted(keyId)) {
            return keyId;
        }
        String known = replicas.get(keyId);
        String replica = known == null ? provider.replica(keyId) : known;
        if (replica == null || !isTrusted(replica)) {
            return keyId;
        }
        if (replicas.size() < MAX_FOUND) {
            replicas.put(keyId, replica);
        }
        return replica;
    }

    private boolean isTrusted(String keyId) {
        return !distrusts(keyId) && (atStart == null || !atStart.distrusts(keyId));
    }

    /**
     * Whether this configuration names a key, so that more may be done with it than with any other of a trusted account. Where the
     * settings at start name any, they alone count: a table's OPTIONS could else name an attacker's.
     *
     * @param keyId untrusted: of a file, of an executor, or a KMS's word
     */
    public Naming naming(String keyId) {
        return atStart == null || (atStart.keyIds.isEmpty() && atStart.namedPatterns == null)
                ? ownNaming(keyId)
                : atStart.ownNaming(keyId);
    }

    private Naming ownNaming(String keyId) {
        if ((namedPatterns != null && namedPatterns.contain(keyId))
                || names.containsKey(keyId)
                || policy.fill(keyId)
                || keyIds.stream().anyMatch(configuredId -> provider.isSameKey(configuredId, keyId))) {
            return Naming.NAMED;
        }
        return mayBeAliased() && provider.isKeyId(keyId) && !distrusts(keyId) ? Naming.PERHAPS : Naming.UNNAMED;
    }

    private boolean mayBeAliased() {
        return !aliases().isEmpty()
                || policy.templates().values().stream()
                        .anyMatch(template -> provider.trustedPattern(template.sample()) == null);
    }

    /** The configured keys that don't say which key they are: only the KMS knows where they lead. */
    public List<KeyId> aliases() {
        return keyIds.stream()
                .filter(keyId -> provider.trustedPattern(keyId) == null)
                .map(KeyId::new)
                .toList();
    }

    private KeyId trusted(String keyId, String whoNamesIt) {
        KeyId known = trustedBefore.get(keyId);
        if (known != null) {
            return known;
        }
        checkTrusted(keyId, whoNamesIt);
        KeyId found = new KeyId(keyId);
        if (trustedBefore.size() < MAX_FOUND) {
            trustedBefore.put(keyId, found);
        }
        return found;
    }

    private void checkTrusted(String keyId, String whoNamesIt) {
        if (!provider.isKeyId(keyId)) {
            throw new UntrustedKeyException(
                    whoNamesIt + "'" + shorten(keyId) + "', which is no " + provider.keyIdForms()
                            + ". If it was written with another KMS, read it with that one (" + KmsProperties.PROVIDER
                            + ")",
                    null);
        }
        if (!isTrusted(keyId)) {
            throw new UntrustedKeyException(
                    whoNamesIt + shorten(keyId)
                            + ", which is not trusted here. If it should be, add it to " + KmsProperties.TRUSTED_KEYS
                            + " (or configure it as " + KmsProperties.KEY + "<name>)",
                    null);
        }
    }

    /**
     * Checks the key that a KMS says it used: the id that was asked for may be an alias.
     *
     * @param asked the key that was asked for
     * @param writing whether for a key to write with: one that was configured at start is then right, whatever it leads to
     * @param answered the KMS's word
     * @throws UntrustedKeyException naming the key that answered
     */
    public void checkAnswered(KeyId asked, boolean writing, String answered) {
        boolean configuredAtStart = (atStart == null ? this : atStart).isConfigured(asked.value());
        if (writing && configuredAtStart) {
            return;
        }
        if (writing && atStart != null) {
            if (!atStart.keyIds.contains(answered) && !atStart.trusted.contain(answered)) {
                throw late(answered);
            }
            return;
        }
        trusted(
                answered,
                asked.value().equals(answered) ? FILE_NAMES : "The KMS, asked for " + asked + ", used the KMS key ");
    }

    private static UntrustedKeyException late(String keyId) {
        return new UntrustedKeyException(
                "The key " + shorten(keyId)
                        + " was configured after the application started, which does not trust it. If"
                        + " it should be used, add it to spark.hadoop." + KmsProperties.TRUSTED_KEYS
                        + " (or as spark.hadoop." + KmsProperties.KEY + "<name>) at start",
                null);
    }

    private static String shorten(String keyId) {
        return Printable.line(keyId.length() <= SHOWN ? keyId : keyId.substring(0, SHOWN) + "…");
    }
}
