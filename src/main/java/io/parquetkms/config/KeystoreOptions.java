package io.parquetkms.config;

import org.jspecify.annotations.Nullable;

/**
 * How to open a local Hadoop keystore.
 *
 * @param providerPath Hadoop's key provider URI, e.g. {@code jceks://file/home/me/keys.jceks}
 * @param passwordFile resource on the class path with the password; null: the environment variable
 *     {@code HADOOP_KEYSTORE_PASSWORD}, or Hadoop's default password
 */
public record KeystoreOptions(String providerPath, @Nullable String passwordFile) implements ProviderOptions {

    static KeystoreOptions read(Values values) {
        String path = values.text(KmsProperties.KEYSTORE_PATH);
        if (path == null) {
            throw new InvalidConfigurationException(KmsProperties.PROVIDER + "=keystore needs "
                    + KmsProperties.KEYSTORE_PATH + ", e.g. jceks://file/home/me/keys.jceks; make a keystore with:"
                    + " hadoop key create <name> -size 256 -provider <that URI>");
        }
        return new KeystoreOptions(path, values.text(KmsProperties.KEYSTORE_PASSWORD_FILE));
    }
}
