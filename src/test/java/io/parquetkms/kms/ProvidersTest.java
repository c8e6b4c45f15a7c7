package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.aws.AwsKms;
import io.parquetkms.kms.keystore.KeystoreKms;
import io.parquetkms.kms.keystore.KeystoreOptions;
import org.junit.jupiter.api.Test;

final class ProvidersTest {

    @Test
    void open_aws_isAws() {
        try (Kms service = MasterKeyServices.open(TestSettings.aws())) {
            assertThat(service).isInstanceOf(AwsKms.class);
        }
    }

    @Test
    void open_keystore_isTheKeystore() {
        try (Kms service = MasterKeyServices.open(new KeystoreOptions("jceks://file/none.jceks", null))) {
            assertThat(service).isInstanceOf(KeystoreKms.class);
        }
    }
}
