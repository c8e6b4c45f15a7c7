package io.parquetkms.config;

import io.parquetkms.kms.aws.AwsOptions;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Settings for tests, made of nothing but the given properties. */
public final class TestSettings {

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
        return Settings.of(configuration(namesAndValues));
    }

    /** How these properties reach AWS KMS. */
    public static AwsOptions aws(String... namesAndValues) {
        return (AwsOptions) of(namesAndValues).provider();
    }

    /** How these properties reach AWS KMS, and some more of them. */
    public static AwsOptions aws(String[] namesAndValues, String... more) {
        String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + more.length);
        System.arraycopy(more, 0, all, namesAndValues.length, more.length);
        return aws(all);
    }
}
