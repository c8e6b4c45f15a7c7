package io.parquetkms.spark;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.parquet.ParquetKmsClient;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.policy.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Sets Parquet up for the library, and finds what would get around it. */
final class SparkSetup {

    private static final String COMET = "org.apache.spark.CometPlugin";
    private static final String COMET_WRITES = "spark.comet.write.parquet.enabled";

    /** Engines that read or write Parquet in their own way. */
    private static final Map<String, String> ACCELERATORS = Map.of(
            "com.nvidia.spark.SQLPlugin",
            "RAPIDS writes unencrypted what is configured to be encrypted (its issue 6471)",
            "org.apache.gluten.GlutenPlugin",
            "Gluten's native readers and writers know no Parquet encryption",
            COMET,
            "Comet reads encrypted files only with AES_GCM_V1 and 128-bit keys");

    private static final String IO_ENCRYPTION = "spark.io.encryption.enabled";

    private static final String IGNORE_CORRUPT = "spark.sql.files.ignoreCorruptFiles";
    private static final String SKIPPED = "files whose keys are denied, or can't be fetched, as if they had no rows";

    private SparkSetup() {}

    /** The application's settings, by name. */
    static Map<String, String> settings(SparkConf conf) {
        return Arrays.stream(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
    }

    /**
     * Makes the library Parquet's crypto factory where there is none.
     *
     * @param settings the application's, by name
     * @return what to warn of, for people
     */
    static List<String> setUp(Configuration hadoop, Map<String, String> settings) {
        List<String> warnings = new ArrayList<>();
        setIfUnset(
                hadoop,
                ParquetProperties.FACTORY_CLASS,
                ParquetKmsCryptoFactory.class,
                "keys are then neither shared by executors nor is plaintext refused by parquet-kms",
                warnings);
        setIfUnset(
                hadoop,
                ParquetProperties.KMS_CLIENT_CLASS,
                ParquetKmsClient.class,
                "engines with a crypto factory of their own then don't use parquet-kms's keys",
                warnings);
        String plugins = plugins(settings);
        ACCELERATORS.forEach((plugin, problem) -> {
            if (plugins.contains(plugin)) {
                warnings.add(plugin + " is loaded: " + problem);
            }
        });
        if (ignoresErrors(settings)) {
            warnings.add(IGNORE_CORRUPT + "=true: Spark then skips " + SKIPPED);
        }
        return warnings;
    }

    /**
     * Refuses what would let plaintext into places that must be encrypted: another crypto factory never asks this library.
     *
     * @param configuration that sessions begin with, once {@link #setUp} is done
     * @param rules that say where files must be encrypted
     * @throws InvalidConfigurationException naming the other factory
     */
    static void refuseOtherFactory(Configuration configuration, Rules rules) {
        String factory = configuration.getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
        if (rules.requireAny() && !factory.equals(ParquetKmsCryptoFactory.class.getName())) {
            throw new InvalidConfigurationException(ParquetProperties.FACTORY_CLASS + " is "
                    + (factory.isEmpty() ? "empty" : factory) + ", which doesn't refuse plaintext where "
                    + rules.whoRequires()
                    + " says that files must be encrypted. Unset one of the two, or set "
                    + ParquetProperties.FACTORY_CLASS + " to " + ParquetKmsCryptoFactory.class.getName());
        }
    }

    /**
     * Refuses what would turn a denied key into an empty result where files must be encrypted. Sessions, options and tables are looked at
     * later, by each read.
     *
     * @throws InvalidConfigurationException naming the setting
     */
    static void refuseIgnoringErrors(Map<String, String> settings, Rules rules) {
        if (rules.requireAny() && ignoresErrors(settings)) {
            throw new InvalidConfigurationException(IGNORE_CORRUPT + "=true, where "
                    + rules.whoRequires()
                    + " says that files must be encrypted: Spark would skip " + SKIPPED + ". Set it to false");
        }
    }

    private static boolean ignoresErrors(Map<String, String> settings) {
        return "true".equalsIgnoreCase(settings.getOrDefault(IGNORE_CORRUPT, "").trim());
    }

    /**
     * Refuses engines that write files past Parquet's crypto factory, where files must be encrypted. One that only reads in its own way
     * asks for keys, or fails.
     *
     * @param settings the application's, by name
     * @param rules that say where files must be encrypted
     * @throws InvalidConfigurationException naming the engine
     */
    static void refuseAccelerators(Map<String, String> settings, Rules rules) {
        if (!rules.requireAny()) {
            return;
        }
        String plugins = plugins(settings);
        ACCELERATORS.forEach((plugin, problem) -> {
            if (plugins.contains(plugin) && !plugin.equals(COMET)) {
                throw new InvalidConfigurationException(plugin + " is loaded: " + problem
                        + ". Where files must be encrypted (" + KmsProperties.ENCRYPTED_PATHS + ", "
                        + KmsProperties.POLICY
                        + ") that is refused: start this application without it");
            }
        });
        if ("true".equalsIgnoreCase(settings.getOrDefault(COMET_WRITES, "").trim())) {
            throw new InvalidConfigurationException(COMET_WRITES
                    + "=true: Comet's writer knows no Parquet encryption. Where files must be encrypted ("
                    + KmsProperties.ENCRYPTED_PATHS + ", " + KmsProperties.POLICY + ") that is refused: unset it");
        }
    }

    private static String plugins(Map<String, String> settings) {
        return settings.getOrDefault("spark.plugins", "") + ","
                + settings.getOrDefault("spark.plugins.defaultList", "");
    }

    /** What stays in plaintext beside files that must be encrypted: a line for people; null where there is nothing to say. */
    static @Nullable String plaintextBeside(Map<String, String> settings, Rules rules) {
        boolean encrypted =
                "true".equalsIgnoreCase(settings.getOrDefault(IO_ENCRYPTION, "").trim());
        return encrypted || !rules.requireAny()
                ? null
                : rules.whoRequires() + " is set, but " + IO_ENCRYPTION
                        + " is not: Spark's shuffle, spill and cache files hold the same data in plaintext on local disks";
    }

    private static void setIfUnset(
            Configuration hadoop, Property property, Class<?> ours, String loss, List<String> warnings) {
        String used = SparkSettings.setIfUnset(hadoop, property, ours.getName());
        if (!used.equals(ours.getName())) {
            warnings.add(property + " is " + used + ", and stays so: " + loss);
        }
    }
}
