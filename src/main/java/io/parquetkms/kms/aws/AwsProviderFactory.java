package io.parquetkms.kms.aws;

import io.parquetkms.config.Property;
import io.parquetkms.config.Values;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.ProviderFactory;
import java.util.List;

/** {@code parquet.kms.provider=aws}. */
public final class AwsProviderFactory implements ProviderFactory {

    /** Made by {@link java.util.ServiceLoader}. */
    public AwsProviderFactory() {}

    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<Property> properties() {
        return AwsProperties.ALL;
    }

    @Override
    public Provider provider(Values values) {
        return new AwsProvider(AwsOptions.read(values));
    }
}
