package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.PropertyNames;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Settings of the encryption in places where Spark drops them: they are refused, unless they say what holds anyway. */
final class DroppedSettings {

    private DroppedSettings() {}

    /**
     * Refuses them.
     *
     * @param given of which some may be the encryption's
     * @param effective what the tasks will get
     * @param where they stand, for people, with the verb: {@code TBLPROPERTIES of table t have}
     * @param remedy where they should
     */
    static void refuse(Map<String, String> given, Configuration effective, String where, String remedy) {
        List<String> dropped = given.entrySet().stream()
                .filter(setting -> PropertyNames.isOfEncryption(setting.getKey()))
                .filter(setting -> !setting.getValue().equals(effective.get(setting.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!dropped.isEmpty()) {
            throw new InvalidConfigurationException(
                    where + " no effect on how files are encrypted, and Spark would drop " + String.join(", ", dropped)
                            + " without a word. " + remedy);
        }
    }
}
