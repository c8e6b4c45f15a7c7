package io.parquetkms.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.spark.SparkConf;

/**
 * Where the keys are: where the Spark settings say, or else in a keystore made for the occasion.
 *
 * @param description for the user
 * @param keystore whether a keystore stands in for KMS
 * @param keys how many different keys there are
 * @param settings Spark settings to start with
 * @param withoutPii what a session sets to be a role that may not use the key pii; empty where no such role is known
 */
record KeySource(
        String description,
        boolean keystore,
        int keys,
        Map<String, String> settings,
        Optional<Map<String, String>> withoutPii) {

    private static final List<String> NAMES = List.of("footer", "pii", "finance");
    private static final String PROVIDER = "parquet.kms.provider";
    private static final String KEY = "spark.hadoop.parquet.kms.key.";
    private static final String KEYSTORE_PATH = "hadoop.security.key.provider.path";
    private static final int KEY_BYTES = 32;

    static KeySource of(SparkConf conf, OutputDirectory output, Optional<String> otherRole) throws IOException {
        boolean configured = conf.contains("spark.hadoop." + PROVIDER)
                || Arrays.stream(conf.getAll()).anyMatch(setting -> setting._1().startsWith(KEY));
        return configured ? configured(conf, otherRole) : madeIn(output);
    }

    private static KeySource configured(SparkConf conf, Optional<String> otherRole) {
        long different = NAMES.stream()
                .map(name -> conf.get(KEY + name, name))
                .distinct()
                .count();
        String provider = conf.get("spark.hadoop." + PROVIDER, "aws");
        return new KeySource(
                provider.equals("aws") ? "in AWS KMS" : "as configured, in a " + provider,
                !provider.equals("aws"),
                (int) different,
                Map.of(),
                otherRole.map(credentials -> Map.of("parquet.kms.aws.credentials", credentials)));
    }

    /** Two keystores with the same keys, but for pii, which only one of them has. */
    private static KeySource madeIn(OutputDirectory output) throws IOException {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        SecureRandom random = new SecureRandom();
        for (String name : NAMES) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            keys.put(name, key);
        }
        String all = makeKeystore(output.keystore("keys"), keys);
        keys.remove("pii");
        String some = makeKeystore(output.keystore("keys-without-pii"), keys);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.hadoop." + PROVIDER, "keystore");
        settings.put("spark.hadoop." + KEYSTORE_PATH, all);
        NAMES.forEach(name -> settings.put(KEY + name, name));
        return new KeySource(
                "in a local keystore made for this run, no AWS account needed",
                true,
                NAMES.size(),
                settings,
                Optional.of(Map.of(KEYSTORE_PATH, some)));
    }

    /** As {@code hadoop key create} makes it. Returns its URI. */
    private static String makeKeystore(Path file, Map<String, byte[]> keys) throws IOException {
        String uri = "jceks://file" + file.toUri().getRawPath();
        Configuration hadoop = new Configuration();
        KeyProvider provider = KeyProviderFactory.get(URI.create(uri), hadoop);
        try {
            for (Map.Entry<String, byte[]> key : keys.entrySet()) {
                provider.createKey(
                        key.getKey(),
                        key.getValue(),
                        KeyProvider.options(hadoop).setBitLength(KEY_BYTES * Byte.SIZE));
            }
            provider.flush();
        } finally {
            provider.close();
        }
        return uri;
    }
}
