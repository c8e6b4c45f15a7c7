package io.parquetkms.kms.keystore;

import io.parquetkms.config.Property;
import io.parquetkms.config.Values;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.ProviderFactory;
import java.util.List;

/** {@code parquet.kms.provider=keystore}. */
public final class KeystoreProviderFactory implements ProviderFactory {

    /** Made by {@link java.util.ServiceLoader}. */
    public KeystoreProviderFactory() {}

    @Override
    public String name() {
        return "keystore";
    }

    @Override
    public List<Property> properties() {
        return KeystoreProperties.ALL;
    }

    @Override
    public Provider provider(Values values) {
        return new KeystoreProvider(KeystoreOptions.read(values));
    }
}
