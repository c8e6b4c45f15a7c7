package io.parquetkms.config;

import io.parquetkms.kms.Providers;
import org.apache.hadoop.conf.Configuration;

/** Settings of a few properties. */
public final class TestSettings {

    /** All properties that there are. */
    public static final PropertyNames NAMES = new PropertyNames(Providers.find().properties());

    private TestSettings() {}

    /** A Configuration without Hadoop's defaults and site files. */
    public static Configuration configuration(String... namesAndValues) {
        Configuration configuration = new Configuration(false);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            configuration.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return configuration;
    }

    public static Settings of(String... namesAndValues) {
        return new Settings(
                Settings.properties(configuration(namesAndValues), NAMES.ofHadoop()), NAMES, PolicyKeys.NONE);
    }

    /** For a provider to read from. */
    public static Values values(String... namesAndValues) {
        return of(namesAndValues).values();
    }
}
