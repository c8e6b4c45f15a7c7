package io.parquetkms.kms.keystore;

import io.parquetkms.config.KeystoreOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.KmsError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
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
        try {
            KeyProvider opened = KeyProviderFactory.get(uri(), configuration);
            provider = opened;
            return opened;
        } catch (LinkageError e) { // Hadoop 3.4.1 loads Bouncy Castle, which it doesn't bring
            throw new IOException(
                    "Hadoop's key provider lacks a class (" + e.getMessage()
                            + "); with Hadoop 3.4.1 put org.bouncycastle:bcprov-jdk18on on the class path",
                    e);
        }
    }

    private URI uri() throws IOException {
        try {
            URI uri = new URI(options.providerPath());
            if ("jceks".equals(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IOException("no URI; it must look like jceks://file/home/me/keys.jceks", e);
        }
        throw new IOException("no keystore URI; it must look like jceks://file/home/me/keys.jceks");
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
                : "Use a keystore that holds its version " + version + ", which wrapped this key";
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
                where + e.getMessage() + ". Check " + KmsProperties.KEYSTORE_PATH + ", the file, and "
                        + KmsProperties.KEYSTORE_PASSWORD_FILE,
                e);
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
