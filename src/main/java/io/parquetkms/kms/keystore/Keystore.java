package io.parquetkms.kms.keystore;

import io.parquetkms.config.KeystoreOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.KmsError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.security.UnrecoverableKeyException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProvider.KeyVersion;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.hadoop.security.AccessControlException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** A Hadoop keystore, opened at first use. Safe on any thread. */
final class Keystore {

    private final KeystoreOptions options;
    private @Nullable KeyProvider provider;

    Keystore(KeystoreOptions options) {
        this.options = options;
    }

    KeyVersion currentVersion(String key) {
        try {
            KeyVersion version = provider().getCurrentKey(key);
            if (version == null) {
                version = reopened().getCurrentKey(key);
            }
            if (version == null) {
                throw missing(key, null);
            }
            return version;
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    KeyVersion version(String key, String versionName) {
        try {
            KeyVersion version = provider().getKeyVersion(versionName);
            if (version == null) {
                version = reopened().getKeyVersion(versionName);
            }
            if (version == null) {
                throw missing(key, versionName);
            }
            return version;
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private synchronized KeyProvider provider() throws IOException {
        return provider == null ? reopened() : provider;
    }

    /** Another process may have added a key or a version since. */
    private synchronized KeyProvider reopened() throws IOException {
        close();
        Configuration configuration = new Configuration();
        if (options.passwordFile() != null) {
            configuration.set(KmsProperties.KEYSTORE_PASSWORD_FILE.name(), options.passwordFile());
        }
        KeyProvider opened = KeyProviderFactory.get(URI.create(options.providerPath()), configuration);
        if (opened == null || !options.providerPath().startsWith("jceks:")) {
            throw new IOException("no keystore URI; it must look like jceks://file/home/me/keys.jceks");
        }
        provider = opened;
        return opened;
    }

    synchronized void close() {
        if (provider != null) {
            try {
                provider.close();
            } catch (IOException e) {
                throw failed("", e);
            } finally {
                provider = null;
            }
        }
    }

    private ParquetCryptoRuntimeException missing(String key, @Nullable String version) {
        String mend = version == null
                ? "Make it with: hadoop key create " + key + " -size 256 -provider " + options.providerPath()
                : "The key version " + version + " that wrapped this key was deleted, or the key made anew: restore the"
                        + " keystore from a backup";
        return KmsError.NOT_FOUND.exception(
                "There is no key '" + key + "' in the keystore " + options.providerPath() + ". " + mend, null);
    }

    private ParquetCryptoRuntimeException failed(String key, IOException e) {
        String where = "Cannot use key '" + key + "' of the keystore " + options.providerPath() + ": ";
        if (denied(e)) {
            return KmsError.DENIED.exception(
                    where
                            + "access denied, or wrong password. Check the file's permissions, HADOOP_KEYSTORE_PASSWORD and "
                            + KmsProperties.KEYSTORE_PASSWORD_FILE,
                    e);
        }
        return KmsError.UNAVAILABLE.exception(
                where + e.getMessage() + ". Check " + KmsProperties.KEYSTORE_PATH + " and the file", e);
    }

    private static boolean denied(IOException e) {
        return e instanceof AccessControlException
                || e instanceof AccessDeniedException
                || (e instanceof FileNotFoundException
                        && String.valueOf(e.getMessage()).contains("ermission"))
                || e.getCause() instanceof UnrecoverableKeyException
                || String.valueOf(e.getMessage()).contains("password was incorrect");
    }
}
