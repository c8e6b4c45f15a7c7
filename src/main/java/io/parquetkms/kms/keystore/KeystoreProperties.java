package io.parquetkms.kms.keystore;

import io.parquetkms.config.Property;
import java.util.List;

/** The properties of the provider {@code keystore}: Hadoop's own. */
public final class KeystoreProperties {

    /** Hadoop's own: where the keystore is. */
    public static final Property PATH = new Property(
            "hadoop.security.key.provider.path",
            "",
            "With `parquet.kms.provider=keystore`: the keystore, e.g. `jceks://file/home/me/keys.jceks`.");

    /** Hadoop's own: the keystore's password. */
    public static final Property PASSWORD_FILE = new Property(
            "hadoop.security.keystore.java-keystore-provider.password-file",
            "",
            "File on the class path with the keystore's password (or the environment variable"
                    + " `HADOOP_KEYSTORE_PASSWORD`).");

    /** All of them, in the order of their table. */
    public static final List<Property> ALL = List.of(PATH, PASSWORD_FILE);

    private KeystoreProperties() {}
}
