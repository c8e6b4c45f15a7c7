package io.parquetkms.kms;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.KeystoreOptions;
import io.parquetkms.config.ProviderOptions;
import io.parquetkms.kms.aws.AwsMasterKeyService;
import io.parquetkms.kms.keystore.KeystoreMasterKeyService;

/** Opens the service that the configuration asks for. */
public final class MasterKeyServices {

    private MasterKeyServices() {}

    /** Connects to nothing yet. */
    public static MasterKeyService open(ProviderOptions options) {
        if (options instanceof AwsOptions aws) {
            return new AwsMasterKeyService(aws);
        }
        return new KeystoreMasterKeyService((KeystoreOptions) options);
    }
}
