package io.parquetkms.kms;

import io.parquetkms.config.Property;
import io.parquetkms.config.Values;
import java.util.List;

/**
 * Makes a {@link Provider} of settings. Found by {@link java.util.ServiceLoader}: a jar with another KMS names its factory in
 * {@code META-INF/services/io.parquetkms.kms.ProviderFactory}, and that is all. Needs a public constructor without arguments; safe
 * on any thread.
 */
public interface ProviderFactory {

    /** What {@code parquet.kms.provider} is set to: lower-case letters and digits. */
    String name();

    /** Its own properties: they begin with {@code parquet.kms.<name>.}, or are Hadoop's. */
    List<Property> properties();

    /**
     * Reads and checks its settings; connects to nothing.
     *
     * @throws io.parquetkms.config.InvalidConfigurationException naming the property that can't be used, and what to do
     */
    Provider provider(Values values);
}
