package io.parquetkms.process;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.PinnedSettings;
import io.parquetkms.config.PolicyKeys;
import io.parquetkms.config.Property;
import io.parquetkms.config.PropertyNames;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Provider.Capability;
import io.parquetkms.kms.Providers;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one set of properties comes to: the settings, the provider that they name, its keys and the places that must be encrypted.
 * Immutable, asks no KMS, safe on any thread.
 */
public final class KeyAccess {

    private final PropertyNames names;
    private final PinnedSettings pinned;
    private final @Nullable KeyAccess atStart;
    private final Consumer<String> warnings;
    private final Settings settings;
    private final Provider provider;
    private final Rules rules;
    private final EncryptionContext encryptionContext;
    private final Set<EncryptionContext> encryptionContexts;
    private volatile @Nullable KmsKeys keys;

    /**
     * Reads and checks them.
     *
     * @param atStart what the application was started with; null outside one
     * @param policy that they name; null where they name none
     * @param warnings told what is to be said once
     * @throws InvalidConfigurationException naming the property that can't be used, and what to do
     */
    KeyAccess(
            Map<String, String> properties,
            Providers providers,
            PropertyNames names,
            @Nullable KeyAccess atStart,
            @Nullable Policy policy,
            Consumer<String> warnings) {
        this.names = names;
        pinned = new PinnedSettings(properties, names);
        this.atStart = atStart;
        this.warnings = warnings;
        PolicyKeys ofPolicy = policy == null ? PolicyKeys.NONE : policy.configured();
        settings = new Settings(properties, names, ofPolicy);
        if (atStart != null) {
            ofPolicy.refuseLater(
                    atStart.settings.keys().keySet(), settings.keys().keySet());
        }
        provider = providers.provider(settings.values());
        rules = new Rules(settings, atStart == null ? null : atStart.settings, policy);
        encryptionContext = new EncryptionContext(settings.encryptionContext());
        encryptionContexts =
                rules.encryptionContexts().stream().map(EncryptionContext::new).collect(Collectors.toUnmodifiableSet());
        if (!encryptionContexts.equals(Set.of(EncryptionContext.NONE))
                && !provider.capabilities().contains(Capability.ENCRYPTION_CONTEXT)) {
            throw new InvalidConfigurationException((encryptionContext.pairs().isEmpty()
                            ? "An encryption context of the policy"
                            : KmsProperties.ENCRYPTION_CONTEXT)
                    + " is set, but "
                    + KmsProperties.PROVIDER + "=" + settings.values().required(KmsProperties.PROVIDER)
                    + " can't bind one to its keys: unset it");
        }
    }

    public Settings settings() {
        return settings;
    }

    public Provider provider() {
        return provider;
    }

    /** What is encrypted, and where. */
    public Rules rules() {
        return rules;
    }

    /** Bound to every key, where the policy doesn't say more. */
    public EncryptionContext encryptionContext() {
        return encryptionContext;
    }

    /** All that keys are bound to, in whichever place. */
    public Set<EncryptionContext> encryptionContexts() {
        return encryptionContexts;
    }

    /** Bound to every key of one place. */
    public EncryptionContext encryptionContext(PlaceRules place) {
        return place.encryptionContext().equals(encryptionContext.pairs())
                ? encryptionContext
                : new EncryptionContext(place.encryptionContext());
    }

    /**
     * The keys, read when they are first needed: a plaintext file is read whatever the keys are.
     *
     * @throws InvalidConfigurationException if a configured key is none
     */
    public KmsKeys keys() {
        KmsKeys known = keys;
        if (known == null) {
            known = new KmsKeys(settings, provider, atStart == null ? null : atStart.keys());
            keys = known;
            if (known.warning() != null) {
                warnings.accept(known.warning());
            }
        }
        return known;
    }

    /** All properties that there are, set or not. */
    public List<Property> properties() {
        return names.all();
    }

    /** The properties that later settings of an application can't undo, without secrets; for its other processes. */
    public SortedMap<String, String> pinned() {
        SortedMap<String, String> all = new TreeMap<>(provider.found());
        all.putAll(pinned.properties());
        return all;
    }
}
