package io.parquetkms.kms.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.DenialContract;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsContract;
import io.parquetkms.kms.RotationContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, on a keystore that Hadoop made; {@link KeystoreTest} has what is special about it. */
final class KeystoreKmsTest extends KmsContract implements DenialContract, RotationContract {

    @TempDir
    private Path directory;

    private @Nullable KeystoreFile keystore;
    private int keys;

    /** Made at first use: the contract's set-up comes before this class's. */
    private KeystoreFile keystore() {
        if (keystore == null) {
            keystore = new KeystoreFile(directory);
        }
        return keystore;
    }

    @AfterEach
    void close() {
        keystore().close();
    }

    @Override
    public KmsByName open() {
        return new KmsByName(new KeystoreKms(keystore().options()));
    }

    @Override
    public KmsByName openDenied() {
        return new KmsByName(new KeystoreKms(keystore().optionsWithWrongPassword()));
    }

    @Override
    public String createKey() {
        String name = "key_" + ++keys;
        keystore().create(name, 256);
        return name;
    }

    @Override
    public String missingKey() {
        return "missing";
    }

    @Override
    public void rotate(String keyId) {
        keystore().roll(keyId);
    }

    @Test
    void dataKey_requestId_isEmpty() {
        try (KmsByName service = open()) {
            DataKey made = service.generateDataKey(createKey(), 128, EncryptionContext.NONE);
            assertThat(made.requestId()).isEmpty();
            assertThat(service.decrypt(made.wrapped(), EncryptionContext.NONE).requestId())
                    .isEmpty();
        }
    }
}
