package io.parquetkms.parquet;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Settings for a {@link ParquetKms}: methods for what most programs set, and {@link #set} for every other property of
 * docs/configuration.md. Nothing is asked of a KMS, neither here nor by {@link #build}. Not safe on several threads.
 */
public final class ParquetKmsBuilder {

    private static final String BETWEEN_RULES = "; ";
    private static final String BETWEEN_ELEMENTS = ",";

    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable Configuration configuration;

    ParquetKmsBuilder() {}

    /**
     * Hadoop's settings: its file systems (for a policy on S3, and for files that must be encrypted, which are looked at), and properties
     * of this library, too. It is copied. What is set here counts more. Without it: what Hadoop finds on the class path.
     */
    public ParquetKmsBuilder configuration(Configuration hadoop) {
        configuration = hadoop;
        return this;
    }

    /** Any property, by its name. */
    public ParquetKmsBuilder set(String property, String value) {
        settings.put(property, value);
        return this;
    }

    private ParquetKmsBuilder set(Property property, String value) {
        return set(property.name(), value);
    }

    private ParquetKmsBuilder add(Property property, String value, String between) {
        settings.merge(property.name(), value, (before, more) -> before + between + more);
        return this;
    }

    /**
     * Names a KMS key. The other methods take that name, or the key itself.
     *
     * @param name lower-case letters, digits, {@code . _ -}
     * @param keyId a key ARN (best), alias ARN, {@code alias/…} or key id; of a keystore, the key's name there
     */
    public ParquetKmsBuilder key(String name, String keyId) {
        return set(KmsProperties.KEY.name() + name, keyId);
    }

    /** The key of the footer: needed where columns have keys of their own. */
    public ParquetKmsBuilder footerKey(String key) {
        return set(ParquetProperties.FOOTER_KEY, key);
    }

    /** One key for the footer and every column. */
    public ParquetKmsBuilder uniformKey(String key) {
        return set(ParquetProperties.UNIFORM_KEY, key);
    }

    /**
     * Encrypts columns under a key. May be called again, for other keys and for the same.
     *
     * @param key with a {@code !} before it to take columns out of those of the key
     * @param patterns as docs/rules.md has them: {@code ssn}, {@code *.email}, {@code address.**}
     * @throws InvalidConfigurationException if one can't be read
     */
    public ParquetKmsBuilder columns(String key, String... patterns) {
        if (patterns.length == 0) {
            throw new InvalidConfigurationException("No columns for the key '" + key + "'");
        }
        for (String pattern : patterns) {
            refuseOthersIn(key, pattern);
        }
        return rules(key + ": " + String.join(", ", patterns));
    }

    private static void refuseOthersIn(String key, String pattern) {
        String rule = key.replaceFirst("^!", "") + ": " + pattern;
        if (ColumnRules.parse(rule, KmsProperties.COLUMNS.name()).rules().size() != 1) {
            throw new InvalidConfigurationException("'" + rule
                    + "' is more than one rule: give each pattern by itself, or all in one text to rules(…)");
        }
    }

    /** The same in one text: {@code pii: *.ssn, address.**; !pii: address.country; finance: salary}. */
    public ParquetKmsBuilder rules(String rules) {
        return add(KmsProperties.COLUMNS, rules, BETWEEN_RULES);
    }

    /** Leaves the footer readable for old readers, and with it names, statistics and the columns that are not encrypted. */
    public ParquetKmsBuilder plaintextFooter() {
        return set(ParquetProperties.PLAINTEXT_FOOTER, "true");
    }

    /** A policy of the lake: its places decide, and what is set here may add to it. */
    public ParquetKmsBuilder policy(String location) {
        return set(KmsProperties.POLICY, location);
    }

    /**
     * Files there must be encrypted: plaintext is neither written nor read. May be called again.
     *
     * @param glob a URI, an absolute path, or a glob of them
     */
    public ParquetKmsBuilder encryptedPath(String glob) {
        return add(KmsProperties.ENCRYPTED_PATHS, glob, BETWEEN_ELEMENTS);
    }

    /**
     * A key that a file may name when it is read, beside those that are named here. May be called again; it replaces the default, which
     * trusts the accounts and Regions of the named keys.
     */
    public ParquetKmsBuilder trustedKey(String keyOrPattern) {
        return add(KmsProperties.TRUSTED_KEYS, keyOrPattern, BETWEEN_ELEMENTS);
    }

    /** Binds a pair to every key; readers must say the same. May be called again. */
    public ParquetKmsBuilder encryptionContext(String name, String value) {
        if ((name + value).contains(BETWEEN_ELEMENTS) || name.contains("=")) {
            throw new InvalidConfigurationException("Invalid pair of the encryption context '" + name + "=" + value
                    + "': it can't hold a comma, nor its name '='");
        }
        return add(KmsProperties.ENCRYPTION_CONTEXT, name + "=" + value, BETWEEN_ELEMENTS);
    }

    /** The Region of AWS KMS, where keys are not ARNs. */
    public ParquetKmsBuilder region(String region) {
        return set("parquet.kms.aws.region", region);
    }

    /** The URL of AWS KMS, or of what stands in its place. */
    public ParquetKmsBuilder endpoint(String url) {
        return set("parquet.kms.aws.endpoint", url);
    }

    /**
     * Where the credentials for AWS KMS come from.
     *
     * @param source {@code profile:<name>}, {@code web-identity}, {@code assume-role:<role ARN>}, or the class name of a credentials
     *     provider; without it the first source that is set up
     */
    public ParquetKmsBuilder credentials(String source) {
        return set("parquet.kms.aws.credentials", source);
    }

    /**
     * Keys come from a Hadoop keystore rather than from AWS KMS: to try things out.
     *
     * @param uri such as {@code jceks://file/home/me/keys.jceks}
     */
    public ParquetKmsBuilder keystore(String uri) {
        return set(KmsProperties.PROVIDER, "keystore").set("hadoop.security.key.provider.path", uri);
    }

    /**
     * Reads and checks all of it, and the policy that it may name.
     *
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public ParquetKms build() {
        Configuration all = configuration == null ? new Configuration() : new Configuration(configuration);
        settings.forEach(all::set);
        return ParquetKms.of(all);
    }
}
