package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.kms.StockKeyTools;
import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.KeySharing;
import io.parquetkms.examples.SparkSubmit;
import java.util.Map;

/** Sets up Spark for each way to get keys. */
final class KeysFrom {

    private KeysFrom() {}

    static SparkSubmit equip(SparkSubmit spark, Way way, ClusterKms kms) {
        return switch (way) {
            case STOCK_DOUBLE -> stock(spark, kms, true);
            case STOCK_SINGLE -> stock(spark, kms, false);
            case NO_PLUGIN -> ours(spark, kms, KeySharing.NO_PLUGIN);
            case OFF -> ours(spark, kms, KeySharing.OFF);
            case WRAPPED -> ours(spark, kms, KeySharing.WRAPPED);
            case KEYS -> ours(spark, kms, KeySharing.KEYS);
        };
    }

    private static SparkSubmit stock(SparkSubmit spark, ClusterKms kms, boolean doubleWrapping) {
        StockKeyTools.equip(spark.withJar(System.getProperty("jobs.jar")))
                .withEnvironment(kms.environment())
                .withSettings(
                        Map.of("spark.hadoop.parquet.encryption.double.wrapping", String.valueOf(doubleWrapping)));
        kms.environment().forEach((name, value) -> spark.withSettings(Map.of("spark.executorEnv." + name, value)));
        return spark;
    }

    private static SparkSubmit ours(SparkSubmit spark, ClusterKms kms, KeySharing keys) {
        return spark.withSettings(kms.settings()).withSettings(keys.settings());
    }
}
