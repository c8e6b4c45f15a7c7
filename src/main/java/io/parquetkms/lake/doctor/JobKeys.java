package io.parquetkms.lake.doctor;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.KeyId;
import io.parquetkms.process.KeyAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that the settings and the policy name, each once, whatever its names. */
final class JobKeys {

    /**
     * One of them.
     *
     * @param id as it is asked for
     * @param names under which it is known; empty where it is named by its id alone
     * @param used whether files are written with it
     */
    record JobKey(KeyId id, List<String> names, boolean used) {

        String label() {
            return names.isEmpty() ? id.toString() : String.join(", ", names) + " = " + id;
        }

        private JobKey plus(String name, boolean alsoUsed) {
            List<String> all = new ArrayList<>(names);
            if (!all.contains(name) && !name.equals(id.value())) {
                all.add(name);
            }
            return new JobKey(id, all, used || alsoUsed);
        }
    }

    private JobKeys() {}

    static List<JobKey> of(KeyAccess access) {
        Map<KeyId, JobKey> keys = new LinkedHashMap<>();
        access.settings()
                .encryptionKeys()
                .forEach(key -> add(keys, access.keys().configured(key), access, key, true));
        access.keys().named().forEach((name, key) -> add(keys, key, access, name, false));
        return List.copyOf(keys.values());
    }

    private static void add(Map<KeyId, JobKey> keys, KeyId id, KeyAccess access, String name, boolean used) {
        boolean ofPolicy = access.settings().policyKeys().names().containsKey(name);
        boolean ofSettings = access.settings().keys().containsKey(name);
        String shown = ofPolicy ? "policy key '" + name + "'" : ofSettings ? KmsProperties.KEY + name : name;
        keys.put(id, keys.getOrDefault(id, new JobKey(id, List.of(), false)).plus(shown, used));
    }
}
