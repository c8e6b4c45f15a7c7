package io.parquetkms.lake.doctor;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Settings;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Whether all settings can be read: names, values, and what contradicts what. Misspelt names are all told, of the rest the first. */
final class SettingsCheck {

    private SettingsCheck() {}

    static List<Finding> examine(Job job) {
        List<Finding> found = new ArrayList<>();
        Map<String, String> all =
                new TreeMap<>(Settings.properties(job.configuration(), Set.of("hadoop.security.key.provider.path")));
        all.forEach((name, value) -> misspelt(name, value, all, found));
        job.settings().keySet().forEach(name -> dropped(name, found));
        if (found.isEmpty()) {
            found.addAll(together(job));
        }
        return found;
    }

    /** By itself, so that each is told. The provider's own settings go with the name of the provider. */
    private static void misspelt(String name, String value, Map<String, String> all, List<Finding> found) {
        Configuration alone = new Configuration(false);
        alone.set(name, value);
        if (name.startsWith("spark.hadoop.") && all.containsKey(name.substring("spark.hadoop.".length()))) {
            return; // Spark keeps what it has handed on
        }
        try (KmsRuntime runtime = new KmsRuntime()) {
            runtime.access(alone);
        } catch (InvalidConfigurationException e) {
            if (isOfName(e)) {
                found.add(Finding.fail(String.valueOf(e.getMessage()), Remedies.ofSettings(e)));
            }
        }
    }

    private static boolean isOfName(InvalidConfigurationException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Unknown property")
                || message.startsWith("Invalid property")
                || message.startsWith("Property ");
    }

    private static void dropped(String name, List<Finding> found) {
        try {
            SparkSettings.check(Map.of(name, ""));
        } catch (InvalidConfigurationException e) {
            found.add(Finding.fail(String.valueOf(e.getMessage()), Remedies.ofSettings(e)));
        }
    }

    private static List<Finding> together(Job job) {
        try {
            KeyAccess access = job.access();
            access.settings().encryption();
            access.settings().encryptionKeys().forEach(access.keys()::configured);
            access.keys().named();
            return List.of(Finding.ok("all settings can be read; provider "
                    + access.settings().values().required(KmsProperties.PROVIDER)));
        } catch (InvalidConfigurationException e) {
            return List.of(Finding.fail(String.valueOf(e.getMessage()), Remedies.ofSettings(e)));
        }
    }
}
