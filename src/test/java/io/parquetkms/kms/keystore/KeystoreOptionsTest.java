package io.parquetkms.kms.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import org.junit.jupiter.api.Test;

final class KeystoreOptionsTest {

    private static KeystoreOptions options(String... properties) {
        return KeystoreOptions.read(TestSettings.values(properties));
    }

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> options(properties))
                .withMessageContainingAll(inMessage);
    }

    private static final String STORE = "jceks://file/keys.jceks";

    @Test
    void pathAndPasswordFile_areKept() {
        assertThat(options("hadoop.security.key.provider.path", STORE)).isEqualTo(new KeystoreOptions(STORE, null));
        assertThat(options(
                        "hadoop.security.key.provider.path",
                        STORE,
                        "hadoop.security.keystore.java-keystore-provider.password-file",
                        "pw"))
                .isEqualTo(new KeystoreOptions(STORE, "pw"));
    }

    @Test
    void noPath_isRefusedSayingHowToMakeOne() {
        assertRefused(
                new String[] {},
                "parquet.kms.provider=keystore needs hadoop.security.key.provider.path",
                "hadoop key create");
    }
}
