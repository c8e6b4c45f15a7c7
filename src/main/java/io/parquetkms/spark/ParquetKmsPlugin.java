package io.parquetkms.spark;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Spark's door to the library: {@code spark.plugins=io.parquetkms.spark.ParquetKmsPlugin}. An administrator sets
 * {@code spark.plugins.defaultList} instead, which a user's own {@code spark.plugins} doesn't replace.
 */
public final class ParquetKmsPlugin implements SparkPlugin {

    /** Spark makes an instance by reflection. */
    public ParquetKmsPlugin() {}

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPart();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPart();
    }
}
