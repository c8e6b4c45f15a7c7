package io.parquetkms.benchmarks;

import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.parquet.crypto.keytools.KeyToolkit;

/** KMS keys in a Hadoop keystore of its own, gone when closed: a KMS that needs no network. */
final class TemporaryKeystore implements AutoCloseable {

    private final Path directory;
    private final String uri;
    private final List<String> keys;

    private TemporaryKeystore(Path directory, List<String> keys) {
        this.directory = directory;
        this.keys = keys;
        uri = "jceks://file" + directory.resolve("keys.jceks").toUri().getPath();
    }

    /** Makes a keystore with KMS keys {@code key0}, {@code key1}, … of 256 bits. */
    static TemporaryKeystore create(int keys) throws IOException {
        List<String> names =
                IntStream.range(0, keys).mapToObj(number -> "key" + number).toList();
        TemporaryKeystore keystore = new TemporaryKeystore(Files.createTempDirectory("parquet-kms-benchmarks"), names);
        keystore.makeKeys();
        return keystore;
    }

    private void makeKeys() throws IOException {
        Configuration configuration = new Configuration();
        KeyProvider provider = KeyProviderFactory.get(URI.create(uri), configuration);
        try {
            for (String key : keys) {
                provider.createKey(key, KeyProvider.options(configuration).setBitLength(256));
            }
            provider.flush();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no AES", e);
        } finally {
            provider.close();
        }
    }

    /** For {@code hadoop.security.key.provider.path}. */
    String uri() {
        return uri;
    }

    List<String> keys() {
        return keys;
    }

    /** Both tools keep keys for the whole process: the next keystore must not meet those of this one. */
    @Override
    public void close() throws IOException {
        KmsRuntime.current().wipe();
        KeyToolkit.removeCacheEntriesForAllTokens();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
