package io.parquetkms.plainjava;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;

/**
 * KMS keys in a file of this machine, in AWS KMS's place: for trying things out.
 *
 * @param uri value of {@code hadoop.security.key.provider.path}
 */
record LocalKeystore(String uri) {

    private static final int KEY_BYTES = 32;

    /** New keys, by name. */
    static Map<String, byte[]> newKeys(String... names) {
        SecureRandom random = new SecureRandom();
        Map<String, byte[]> keys = new TreeMap<>();
        for (String name : names) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            keys.put(name, key);
        }
        return keys;
    }

    /** The one that is there; or else a new one, with new keys of these names. */
    static LocalKeystore open(Path file, String... names) throws IOException {
        return Files.exists(file) ? new LocalKeystore(uri(file)) : create(file, newKeys(names));
    }

    private static String uri(Path file) {
        return "jceks://file" + file.toUri().getRawPath();
    }

    /** Makes the file, as {@code hadoop key create} does; one from before is deleted, and its keys are gone. */
    static LocalKeystore create(Path file, Map<String, byte[]> keys) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        String uri = uri(file);
        Configuration hadoop = new Configuration();
        KeyProvider provider = KeyProviderFactory.get(URI.create(uri), hadoop);
        try {
            for (Map.Entry<String, byte[]> key : keys.entrySet()) {
                KeyProvider.Options options = KeyProvider.options(hadoop).setBitLength(KEY_BYTES * Byte.SIZE);
                provider.createKey(key.getKey(), key.getValue(), options);
            }
            provider.flush();
        } finally {
            provider.close();
        }
        return new LocalKeystore(uri);
    }
}
