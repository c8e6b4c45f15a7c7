package io.parquetkms.kms.keystore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;

/**
 * A keystore in a directory, made and changed as {@code hadoop key} does: by a provider of its own each time, flushed.
 *
 * <p>Hadoop looks for password files on the class path, through the thread's class loader: until closed, that of the
 * test's thread knows the directory.
 */
public final class KeystoreFile implements AutoCloseable {

    static {
        // The least that the JDK takes: by default each look at a key costs 0.1 s.
        System.setProperty("jdk.jceks.iterationCount", "10000");
    }

    /** For {@code hadoop.security.keystore.java-keystore-provider.password-file}. */
    public static final String PASSWORD = "password";

    private static final String WRONG_PASSWORD = "wrong-password";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final URLClassLoader withPasswords;
    private final Path file;

    public KeystoreFile(Path directory) {
        file = directory.resolve("keys.jceks");
        try {
            Files.writeString(directory.resolve(PASSWORD), "open sesame");
            Files.writeString(directory.resolve(WRONG_PASSWORD), "open barley");
            withPasswords = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.currentThread().setContextClassLoader(withPasswords);
    }

    KeystoreOptions options() {
        return new KeystoreOptions(uri().toString(), PASSWORD);
    }

    KeystoreOptions optionsWithWrongPassword() {
        return new KeystoreOptions(uri().toString(), WRONG_PASSWORD);
    }

    /** For {@code hadoop.security.key.provider.path}. */
    public URI uri() {
        return URI.create("jceks://file" + file.toUri().getPath());
    }

    Path file() {
        return file;
    }

    /** {@code hadoop key create}. */
    public void create(String name, int bits) {
        change(provider -> provider.createKey(
                name, KeyProvider.options(new Configuration(false)).setBitLength(bits)));
    }

    /** {@code hadoop key roll}. */
    public void roll(String name) {
        change(provider -> provider.rollNewVersion(name));
    }

    /** {@code hadoop key delete}. */
    public void delete(String name) {
        change(provider -> provider.deleteKey(name));
    }

    private void change(Change change) {
        Configuration configuration = new Configuration(false);
        configuration.setClassLoader(withPasswords);
        configuration.set("hadoop.security.keystore.java-keystore-provider.password-file", PASSWORD);
        try {
            KeyProvider provider = KeyProviderFactory.get(uri(), configuration);
            change.in(provider);
            provider.flush();
            provider.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        try {
            withPasswords.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Change {
        void in(KeyProvider provider) throws IOException, NoSuchAlgorithmException;
    }
}
