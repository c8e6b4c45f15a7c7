package io.parquetkms.config;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What a Spark application's settings hold for Hadoop. */
public final class SparkSettings {

    private SparkSettings() {}

    /**
     * The Hadoop configuration that sessions of an application begin with: Spark hands on what begins with
     * {@code spark.hadoop.}, and a session takes bare {@code parquet.} properties too, which count where both are set.
     *
     * @param hadoop what Spark made of its settings and of Hadoop's files
     * @param settings all of the application's, by name
     */
    public static Configuration configuration(Configuration hadoop, Map<String, String> settings) {
        Configuration configuration = new Configuration(hadoop);
        settings.forEach((name, value) -> {
            if (name.startsWith(PropertyNames.SPARK_PREFIX)) {
                configuration.set(name.substring(PropertyNames.SPARK_PREFIX.length()), value);
            }
        });
        settings.forEach((name, value) -> {
            if (name.startsWith("parquet.")) {
                configuration.set(name, value);
            }
        });
        return configuration;
    }

    /**
     * Checks for encryption properties that Spark won't hand on.
     *
     * @throws InvalidConfigurationException naming the setting and the likely one
     */
    public static void check(Map<String, String> settings) {
        settings.keySet().forEach(PropertyNames::checkOfSpark);
    }

    /** Sets a property that is not set; returns what holds. */
    public static String setIfUnset(Configuration hadoop, Property property, String value) {
        if (hadoop.getTrimmed(property.name(), "").isEmpty()) {
            hadoop.set(property.name(), value);
        }
        return hadoop.getTrimmed(property.name());
    }
}
