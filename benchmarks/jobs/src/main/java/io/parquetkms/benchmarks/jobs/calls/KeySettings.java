package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.KeySharing;
import java.util.HashMap;
import java.util.Map;

/** Spark's settings for each way to get keys. */
final class KeySettings {

    private KeySettings() {}

    static Map<String, String> of(Way way) {
        return switch (way) {
            case STOCK_DOUBLE -> stock(true);
            case STOCK_SINGLE -> stock(false);
            case NO_PLUGIN -> KeySharing.NO_PLUGIN.settings();
            case OFF -> KeySharing.OFF.settings();
            case WRAPPED -> KeySharing.WRAPPED.settings();
            case KEYS -> KeySharing.KEYS.settings();
        };
    }

    private static Map<String, String> stock(boolean doubleWrapping) {
        Map<String, String> settings = new HashMap<>(KeySharing.STOCK.settings());
        settings.put("spark.hadoop.parquet.encryption.kms.client.class", UncachedKmsClient.class.getName());
        settings.put("spark.hadoop.parquet.encryption.double.wrapping", String.valueOf(doubleWrapping));
        return settings;
    }
}
