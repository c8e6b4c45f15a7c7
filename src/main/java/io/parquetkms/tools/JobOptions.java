package io.parquetkms.tools;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/**
 * The settings of a job that is not run, from the least to the most important: Hadoop's files on the class path, those that
 * {@code spark-submit} has taken from {@code spark-defaults.conf} and its own options, a file of properties, options.
 */
final class JobOptions {

    private static final String SPARK = "spark.";
    private static final String PLUGIN = "io.parquetkms.spark.ParquetKmsPlugin";

    /** In the executable jar: names of classes that are there by other names than Hadoop's defaults have. */
    private static final String OF_JAR = "parquet-kms-tools.xml";

    @Option(
            names = "--properties-file",
            paramLabel = "<file>",
            description = "A local file of settings, as spark-defaults.conf or (*.xml) core-site.xml has them.")
    private String propertiesFile = "";

    @Option(
            names = "--conf",
            paramLabel = "<name=value>",
            description =
                    "A setting, named as for Spark (spark.hadoop.parquet.…) or as for Hadoop (parquet.…). Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--policy",
            paramLabel = "<file>",
            description = "A policy, on a file system that Hadoop knows, or classpath:…")
    private String policy = "";

    /**
     * As the job's tasks would have it.
     *
     * @throws InvalidConfigurationException naming a setting that would have no effect
     * @throws IOException if the file can't be read
     */
    Configuration configuration() throws IOException {
        Configuration hadoop = new Configuration();
        if (!LakeOptions.isUnderSparkSubmit() && hadoop.getResource(OF_JAR) != null) {
            hadoop.addResource(OF_JAR);
        }
        Map<String, String> all = ofSparkSubmit();
        if (!propertiesFile.isEmpty() && !Files.isReadable(Path.of(propertiesFile))) {
            throw new IOException(
                    "There is no file " + propertiesFile + " that can be read: give --properties-file another");
        }
        if (propertiesFile.endsWith(".xml")) {
            hadoop.addResource(
                    new org.apache.hadoop.fs.Path(Path.of(propertiesFile).toUri()));
        } else if (!propertiesFile.isEmpty()) {
            all.putAll(properties(Path.of(propertiesFile)));
        }
        all.putAll(settings);
        if (!policy.isEmpty()) {
            all.put(KmsProperties.POLICY.name(), policy);
        }
        SparkSettings.check(all);
        all.forEach((name, value) -> {
            if (!name.startsWith(SPARK)) {
                hadoop.set(name, value);
            }
        });
        Configuration configuration = SparkSettings.configuration(hadoop, all);
        if (hasPlugin(all)) {
            SparkSettings.setIfUnset(
                    configuration, ParquetProperties.FACTORY_CLASS, ParquetKmsCryptoFactory.class.getName());
        }
        return configuration;
    }

    /** It makes them properties of the JVM. */
    private static Map<String, String> ofSparkSubmit() {
        Map<String, String> found = all(System.getProperties());
        found.keySet().removeIf(name -> !name.startsWith(SPARK));
        return found;
    }

    private static Map<String, String> all(Properties properties) {
        Map<String, String> all = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> all.put(name, properties.getProperty(name).trim()));
        return all;
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return all(properties);
    }

    private static boolean hasPlugin(Map<String, String> settings) {
        return (settings.getOrDefault("spark.plugins", "") + ","
                        + settings.getOrDefault("spark.plugins.defaultList", ""))
                .contains(PLUGIN);
    }
}
