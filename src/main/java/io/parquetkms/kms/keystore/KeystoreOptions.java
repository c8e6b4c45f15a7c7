package io.parquetkms.kms.keystore;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Values;
import org.jspecify.annotations.Nullable;

/**
 * How to open a local Hadoop keystore.
 *
 * @param providerPath Hadoop's key provider URI, e.g. {@code jceks://file/home/me/keys.jceks}
 * @param passwordFile resource on the class path with the password; null: the environment variable
 *     {@code HADOOP_KEYSTORE_PASSWORD}, or Hadoop's default password
 */
record KeystoreOptions(String providerPath, @Nullable String passwordFile) {

    static KeystoreOptions read(Values values) {
        String path = values.text(KeystoreProperties.PATH);
        if (path == null) {
            throw new InvalidConfigurationException(KmsProperties.PROVIDER + "=keystore needs "
                    + KeystoreProperties.PATH + ", e.g. jceks://file/home/me/keys.jceks; make a keystore with:"
                    + " hadoop key create <name> -size 256 -provider <that URI>");
        }
        return new KeystoreOptions(path, values.text(KeystoreProperties.PASSWORD_FILE));
    }
}
