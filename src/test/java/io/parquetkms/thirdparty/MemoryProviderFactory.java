package io.parquetkms.thirdparty;

import io.parquetkms.config.Property;
import io.parquetkms.config.Values;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.ProviderFactory;
import java.util.List;

/** {@code parquet.kms.provider=memory}. */
public final class MemoryProviderFactory implements ProviderFactory {

    static final Property REALM =
            new Property("parquet.kms.memory.realm", "", "Which of the key sets in this JVM's memory is used.");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Property> properties() {
        return List.of(REALM);
    }

    @Override
    public Provider provider(Values values) {
        return new MemoryProvider(values.required(REALM));
    }
}
