package io.parquetkms.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is encrypted, and how, by one set of settings and the policy that they name: asked on the driver before anything is deleted, by
 * the crypto factory before the first byte, and when a task commits. Safe on any thread.
 */
public final class Rules {

    /** A policy has one for each of its places, and for each value of a partition that has a key of its own. */
    private static final int MAX_PLACES = 10_000;

    private final Settings settings;
    private final @Nullable Settings atStart;
    private final @Nullable Policy policy;
    private final EncryptedPaths encryptedPaths;

    private final Cache<Key, PlaceRules> known = Caffeine.newBuilder()
            .maximumSize(MAX_PLACES)
            .executor(Runnable::run)
            .build();

    private record Key(@Nullable PolicyPlace place, boolean covered, boolean log) {}

    /**
     * Asks no file system.
     *
     * @param atStart what the application was started with; null where these settings are those
     * @throws InvalidConfigurationException naming a glob that can't be used
     */
    public Rules(Settings settings, @Nullable Settings atStart, @Nullable Policy policy) {
        this.settings = settings;
        this.atStart = atStart;
        this.policy = policy;
        encryptedPaths = EncryptedPaths.of(settings.encryptedPaths());
    }

    /**
     * What holds for a file.
     *
     * @param configuration of the job that writes or reads it
     * @param path null where it is not known
     * @throws InvalidConfigurationException if the settings would relax what the policy says
     */
    public PlaceRules of(Configuration configuration, @Nullable Path path) {
        boolean covered = encryptedPaths.cover(configuration, path);
        PolicyPlace place = policy == null ? null : policy.at(configuration, path);
        boolean log = TableLogs.contain(path);
        return known.get(new Key(place, covered, log), key -> PlaceRules.of(settings, atStart, place, covered, log));
    }

    /** What the policy says of a place; null where it says nothing. */
    public @Nullable PolicyPlace place(Configuration configuration, @Nullable Path path) {
        return policy == null ? null : policy.at(configuration, path);
    }

    /** Why plaintext is refused there, where it {@linkplain PlaceRules#required is}, for messages. */
    public String reason(Configuration configuration, @Nullable Path path) {
        PolicyPlace place = policy == null ? null : policy.at(configuration, path);
        return place != null && place.required()
                ? place.source() + " says it must be encrypted"
                : encryptedPaths.reason(configuration, path);
    }

    /** All encryption contexts that keys are bound to, by these settings and the policy's places. */
    public Set<SortedMap<String, String>> encryptionContexts() {
        Set<SortedMap<String, String>> contexts = new LinkedHashSet<>(List.of(settings.encryptionContext()));
        if (policy != null) {
            for (SortedMap<String, String> ofPlace : policy.encryptionContexts()) {
                SortedMap<String, String> pairs = new TreeMap<>(settings.encryptionContext());
                pairs.putAll(ofPlace);
                contexts.add(pairs);
            }
        }
        return contexts;
    }

    /** Whether there is any place where plaintext is refused. */
    public boolean requireAny() {
        return encryptedPaths.any() || (policy != null && policy.requiresAny());
    }

    /** Who says that there are such places, for messages. */
    public String whoRequires() {
        return encryptedPaths.any() || policy == null
                ? KmsProperties.ENCRYPTED_PATHS.name()
                : "policy " + policy.location();
    }

    public EncryptedPaths encryptedPaths() {
        return encryptedPaths;
    }

    public @Nullable Policy policy() {
        return policy;
    }
}
