package io.parquetkms.process;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.activity.Journal;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.Summary;
import io.parquetkms.aes.FastAes;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.PinnedSettings;
import io.parquetkms.config.PropertyNames;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.KekBroker;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Providers;
import io.parquetkms.policy.ColumnGroup;
import io.parquetkms.policy.Policy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of the library that lives on between two files: settings once read, keyrings, their threads and listeners, and what
 * makes AES fast. Closing it wipes the keys and ends the rest.
 *
 * <p>Parquet makes crypto factories and KMS clients by reflection, for each file, so these ask for the {@linkplain #current current}
 * one: that of the application which runs in this process (the Spark plugin {@linkplain #begin begins} and closes it), and
 * otherwise one that lasts as long as the process. Whoever makes files without reflection brings one of their own.
 *
 * <p>Safe on any thread.
 */
public final class KmsRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KmsRuntime.class);

    /** Of a process without an application; never closed. */
    private static final KmsRuntime PROCESS = new KmsRuntime();

    private static volatile @Nullable KmsRuntime application;

    private static final int MAX_SAID = 10_000;

    /** What was logged: once a process is enough. Bounded, since schemas and paths are part of it. */
    private static final Set<String> SAID = Collections.newSetFromMap(
            Caffeine.newBuilder().maximumSize(MAX_SAID).<String, Boolean>build().asMap());

    private final Providers providers = Providers.find();
    private final PropertyNames names = new PropertyNames(providers.properties());
    private final Set<String> ofHadoop = names.ofHadoop();
    private final Cache<Properties, KeyAccess> known =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final Keyrings keyrings = new Keyrings();
    private final FastAes aes = new FastAes();
    private final CheckedFiles checkedFiles = new CheckedFiles();
    private final FooterDenials footerDenials = new FooterDenials();
    private final @Nullable PinnedSettings pinned;
    private final @Nullable KeyAccess atStart;
    private final @Nullable String refusal;

    /** The key of a cache; may hold an access token, so it is not shown. */
    private record Properties(Map<String, String> values) {

        @Override
        public String toString() {
            return "Properties[" + values.size() + "]";
        }
    }

    /** One that takes settings as they come. */
    public KmsRuntime() {
        this(null, null, null);
    }

    private KmsRuntime(@Nullable Map<String, String> startedWith, @Nullable Policy policy, @Nullable String refusal) {
        this.refusal = refusal;
        pinned = startedWith == null ? null : new PinnedSettings(startedWith, names);
        atStart = pinned == null ? null : read(pinned.properties(), null, policy);
    }

    /**
     * One that holds all settings to those that an application was started with: {@link PinnedSettings}.
     *
     * @param startedWith what {@link KeyAccess#pinned} gave, here or in another process of the application
     * @param policy of the application, as it was when that started; null where it has none
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public static KmsRuntime pinned(Map<String, String> startedWith, @Nullable Policy policy) {
        return new KmsRuntime(startedWith, policy, null);
    }

    /** One with which nothing can be read or written, since the library could not start. */
    public static KmsRuntime refusing(String why) {
        return new KmsRuntime(null, null, why);
    }

    /** The application's, or else the process'. */
    public static KmsRuntime current() {
        KmsRuntime running = application;
        return running == null ? PROCESS : running;
    }

    /** Makes this the one of the application that begins in this process, until it is closed. Closes that of an earlier one. */
    public KmsRuntime begin() {
        synchronized (KmsRuntime.class) {
            KmsRuntime earlier = application;
            application = this;
            if (earlier != null && earlier != this) {
                earlier.end();
            }
        }
        return this;
    }

    /** Wipes the keys. Files that were opened before get none any more. */
    @Override
    public void close() {
        synchronized (KmsRuntime.class) {
            if (application == this) {
                application = null;
            }
        }
        end();
    }

    private void end() {
        keyrings.close();
        aes.close();
    }

    /**
     * Reads what a configuration says. Reads and checks it once for each distinct set of values, since engines ask several times
     * for each file; a failure is not remembered.
     *
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    public KeyAccess access(Configuration configuration) {
        if (refusal != null) {
            throw new InvalidConfigurationException("parquet-kms could not start in this process: " + refusal);
        }
        return known.get(
                new Properties(Settings.properties(configuration, ofHadoop)),
                properties -> read(properties.values(), configuration));
    }

    private KeyAccess read(Map<String, String> properties, Configuration configuration) {
        if (pinned == null || atStart == null) {
            return read(properties, null, policy(properties, configuration));
        }
        return read(pinned.with(properties), atStart, atStart.rules().policy());
    }

    /** Outside an application it is read once for each distinct set of settings. */
    private static @Nullable Policy policy(Map<String, String> properties, Configuration configuration) {
        String location =
                properties.getOrDefault(KmsProperties.POLICY.name(), "").trim();
        return location.isEmpty() ? null : Policy.load(configuration, location);
    }

    private KeyAccess read(Map<String, String> properties, @Nullable KeyAccess start, @Nullable Policy policy) {
        return new KeyAccess(properties, providers, names, start, policy, KmsRuntime::warnOnce);
    }

    /** Logs a warning, if this process hasn't yet. */
    public static void warnOnce(String warning) {
        if (SAID.add(warning)) {
            LOG.warn(warning);
        }
    }

    /** Logs a note, if this process hasn't yet. */
    public static void noteOnce(String note) {
        if (SAID.add(note)) {
            LOG.info(note);
        }
    }

    /** The keys of whoever runs this thread. */
    public CallerKeys callerKeys(KeyAccess access) {
        return new CallerKeys(this, access);
    }

    /** The caller's keyring. Look it up for each use rather than keep it: one that was long unused may be closed. */
    public Keyring keyring(Caller caller, KeyAccess access) {
        return keyrings.of(caller, access);
    }

    /** Lets a caller's keys come from a broker. */
    public void useBroker(Caller caller, Provider provider, KekBroker broker) {
        keyrings.useBroker(caller, provider, broker);
    }

    /** What its keyrings have done. */
    public Journal journal() {
        return keyrings.journal();
    }

    /** What it did with the keys of a provider, and what was written in plaintext, in one line. */
    public String summary(Provider provider) {
        Summary summary = new Summary(
                journal().statistics().snapshot(),
                journal().plaintextFiles().snapshot(),
                journal().written().snapshot());
        return summary.keys(0, provider.dollarsPerRequest()) + summary.plaintext();
    }

    /** An encrypted file was begun, the first of its kind in its dataset. */
    public void wrote(String dataset, List<ColumnGroup> groups) {
        groups.forEach(group -> journal().wrote(dataset, group.key(), group.reason(), group.columns()));
    }

    /**
     * A file was begun of which nothing is encrypted.
     *
     * @param reason why not, for people
     */
    public void wroteInPlaintext(String dataset, String reason) {
        journal().wroteInPlaintext(dataset, reason);
    }

    /** The KEKs in memory, by KMS key and purpose. */
    public List<KeyInUse> keysInUse() {
        return keyrings.keysInUse();
    }

    /** Wipes the keys in memory; the next use asks the KMS again. */
    public void wipe() {
        keyrings.wipe();
    }

    /** Files that must be encrypted, and were found so. */
    public CheckedFiles checkedFiles() {
        return checkedFiles;
    }

    FooterDenials footerDenials() {
        return footerDenials;
    }

    /** Whose AES-GCM is used, and how it gets fast. */
    public FastAes aes() {
        return aes;
    }
}
