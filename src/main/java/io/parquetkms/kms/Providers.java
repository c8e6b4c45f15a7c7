package io.parquetkms.kms;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.Values;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds of KMS that are on the class path: {@code aws}, {@code keystore} and those of other jars. Immutable. */
public final class Providers {

    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final Map<String, ProviderFactory> byName = new TreeMap<>();

    private Providers() {}

    /**
     * Looks beside this library, then where Spark puts the jars of {@code --jars}. Of two with the same name the first counts.
     */
    public static Providers find() {
        Providers providers = new Providers();
        providers.addAll(Providers.class.getClassLoader());
        providers.addAll(Thread.currentThread().getContextClassLoader());
        return providers;
    }

    private void addAll(@Nullable ClassLoader loader) {
        Iterator<ProviderFactory> factories =
                ServiceLoader.load(ProviderFactory.class, loader).iterator();
        while (true) {
            try {
                if (!factories.hasNext()) {
                    return;
                }
                ProviderFactory factory = factories.next();
                byName.putIfAbsent(factory.name(), factory);
            } catch (ServiceConfigurationError
                    | LinkageError e) { // another copy of this library, or a jar not in order
                LOG.warn("A provider of KMS keys can't be used: {}", e.getMessage());
            }
        }
    }

    /** The properties of all of them. */
    public List<Property> properties() {
        return byName.values().stream()
                .map(ProviderFactory::properties)
                .flatMap(Collection::stream)
                .toList();
    }

    /**
     * The provider that the settings ask for.
     *
     * @throws InvalidConfigurationException where there is none of that name, or its settings can't be used
     */
    public Provider provider(Values values) {
        String name = values.required(KmsProperties.PROVIDER);
        ProviderFactory factory = byName.get(name.toLowerCase(Locale.ROOT));
        if (factory == null) {
            throw new InvalidConfigurationException("Invalid value '" + name + "' of " + KmsProperties.PROVIDER
                    + ": must be one of " + byName.keySet() + ", or the name of a provider whose jar is there");
        }
        return factory.provider(values);
    }
}
