package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.KeystoreOptions;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.aws.AwsMasterKeyService;
import io.parquetkms.kms.keystore.KeystoreMasterKeyService;
import org.junit.jupiter.api.Test;

final class MasterKeyServicesTest {

    @Test
    void open_aws_isAws() {
        try (MasterKeyService service = MasterKeyServices.open(TestSettings.aws())) {
            assertThat(service).isInstanceOf(AwsMasterKeyService.class);
        }
    }

    @Test
    void open_keystore_isTheKeystore() {
        try (MasterKeyService service = MasterKeyServices.open(new KeystoreOptions("jceks://file/none.jceks", null))) {
            assertThat(service).isInstanceOf(KeystoreMasterKeyService.class);
        }
    }
}
