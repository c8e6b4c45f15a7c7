package io.parquetkms.benchmarks.jobs.csv;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;

/** Keys in a Hadoop keystore: as {@code hadoop key create} makes it. */
record Keystore(String uri, List<String> keys) {

    /** A new one in the place of an earlier one. */
    static Keystore in(Path directory, List<String> keys) throws IOException {
        Path file = directory.resolve("keys.jceks");
        Files.deleteIfExists(file);
        Configuration hadoop = new Configuration();
        String uri = "jceks://file" + file.toUri().getRawPath();
        KeyProvider provider = KeyProviderFactory.get(URI.create(uri), hadoop);
        try {
            for (String key : keys) {
                provider.createKey(key, KeyProvider.options(hadoop).setBitLength(256));
            }
            provider.flush();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no AES", e);
        } finally {
            provider.close();
        }
        return new Keystore(uri, keys);
    }

    /** What the library needs to use the keys by name. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("parquet.kms.provider", "keystore");
        settings.put("hadoop.security.key.provider.path", uri);
        keys.forEach(key -> settings.put("parquet.kms.key." + key, key));
        return settings;
    }
}
