package io.parquetkms.examples;

import java.util.Map;

/** How an application's executors come by their keys. */
public enum KeySharing {
    /** The crypto factory alone: what there is without the plugin. */
    NO_PLUGIN(Map.of("spark.hadoop.parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory")),
    /** parquet-java's own key tools, which call the KMS through the library's client. */
    STOCK(Map.of(
            "spark.hadoop.parquet.crypto.factory.class",
            "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory",
            "spark.hadoop.parquet.encryption.kms.client.class",
            "io.parquetkms.parquet.ParquetKmsClient")),
    /** What the plugin does by itself. */
    AUTO(plugin()),
    OFF(plugin("off")),
    WRAPPED(plugin("wrapped")),
    KEYS(plugin("keys"));

    private final Map<String, String> settings;

    KeySharing(Map<String, String> settings) {
        this.settings = settings;
    }

    public Map<String, String> settings() {
        return settings;
    }

    private static Map<String, String> plugin() {
        return Map.of("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin");
    }

    private static Map<String, String> plugin(String broker) {
        return Map.of(
                "spark.plugins",
                "io.parquetkms.spark.ParquetKmsPlugin",
                "spark.hadoop.parquet.kms.spark.broker",
                broker);
    }
}
