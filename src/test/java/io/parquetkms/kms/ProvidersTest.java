package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Property;
import io.parquetkms.config.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProvidersTest {

    private static final Providers PROVIDERS = Providers.find();

    private static Provider provider(String... properties) {
        return PROVIDERS.provider(TestSettings.values(properties));
    }

    @Test
    void provider_nothingSet_isAws() {
        try (Kms kms = provider().open()) {
            assertThat(kms.getClass().getSimpleName()).isEqualTo("AwsKms");
        }
    }

    @ParameterizedTest
    @CsvSource({"aws, AwsKms", "AWS, AwsKms", "keystore, KeystoreKms", "Keystore, KeystoreKms"})
    void provider_byName_opensItsKms(String name, String type) {
        Provider provider =
                provider("parquet.kms.provider", name, "hadoop.security.key.provider.path", "jceks://file/none.jceks");
        try (Kms kms = provider.open()) {
            assertThat(kms.getClass().getSimpleName()).isEqualTo(type);
        }
    }

    @Test
    void provider_sameSettings_isEqual() {
        String[] properties = {"parquet.kms.aws.region", "eu-west-1"};
        assertThat(provider(properties)).isEqualTo(provider(properties)).isNotEqualTo(provider());
    }

    @Test
    void provider_unknownName_isRefusedListingThose() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> provider("parquet.kms.provider", "gcp"))
                .withMessageContainingAll("'gcp'", "parquet.kms.provider", "aws", "keystore");
    }

    @Test
    void properties_areThoseOfAll() {
        assertThat(PROVIDERS.properties())
                .extracting(Property::name)
                .contains("parquet.kms.aws.region", "hadoop.security.key.provider.path");
    }
}
