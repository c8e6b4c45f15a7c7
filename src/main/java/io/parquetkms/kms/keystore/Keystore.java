package io.parquetkms.kms.keystore;

import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** By version. Hadoop derives a key of the password each time it is asked for one, which takes 100 ms of CPU. */
    private final Map<String, KeyBytes> read = new ConcurrentHashMap<>();

    Keystore(KeystoreOptions options) {
        this.options = options;
    }

    /** The name of a key's current version, such as {@code pii@1}. */
    String currentVersion(String key) {
        try {
            KeyProvider.Metadata metadata = provider().getMetadata(key);
            if (metadata == null) {
                metadata = reopened().getMetadata(key);
            }
            if (metadata == null) {
                throw missing(key, null);
            }
            return key + "@" + (metadata.getVersions() - 1);
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    /** A version of a key. It stays the keystore's, who wipes it when it is closed. */
    KeyBytes version(String key, String versionName) {
        return read.computeIfAbsent(versionName, absent -> readVersion(key, versionName));
    }

    private KeyBytes readVersion(String key, String versionName) {
        try {
            KeyVersion version = provider().getKeyVersion(versionName);
            if (version == null) {
                version = reopened().getKeyVersion(versionName);
            }
            if (version == null) {
                throw missing(key, versionName);
            }
            byte[] material = version.getMaterial(); // a copy made for us
            try {
                return KeyBytes.copyOf(material);
            } finally {
                Arrays.fill(material, (byte) 0);
            }
        } catch (IOException e) {
            throw failed(key, e);
        }
    }

    private synchronized KeyProvider provider() throws IOException {
        return provider == null ? reopened() : provider;
    }

    /** Another process may have added a key or a version since. */
    private synchronized KeyProvider reopened() throws IOException {
        closeProvider();
        Configuration configuration = new Configuration();
        if (options.passwordFile() != null) {
            configuration.set(KeystoreProperties.PASSWORD_FILE.name(), options.passwordFile());
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

    /** Wipes the keys it has read. */
    void close() {
        read.values().forEach(KeyBytes::wipe);
        read.clear();
        closeProvider();
    }

    private synchronized void closeProvider() {
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
        String remedy = version == null
                ? "Make it with: hadoop key create " + key + " -size 256 -provider " + options.providerPath()
                : "Use a keystore that holds its version " + version + ", which wrapped this key";
        return KmsError.NOT_FOUND.exception(
                "There is no key '" + key + "' in the keystore " + options.providerPath() + ". " + remedy, null);
    }

    private ParquetCryptoRuntimeException failed(String key, IOException e) {
        String where = "Cannot use key '" + key + "' of the keystore " + options.providerPath() + ": ";
        if (denied(e)) {
            return KmsError.DENIED.exception(
                    where
                            + "access denied, or wrong password. Check the file's permissions, HADOOP_KEYSTORE_PASSWORD and "
                            + KeystoreProperties.PASSWORD_FILE,
                    e);
        }
        return KmsError.UNAVAILABLE.exception(
                where + e.getMessage() + ". Check " + KeystoreProperties.PATH + ", the file, and "
                        + KeystoreProperties.PASSWORD_FILE,
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
