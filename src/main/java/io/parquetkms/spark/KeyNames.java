package io.parquetkms.spark;

import io.parquetkms.config.PolicyKeys;
import io.parquetkms.policy.Policy;
import io.parquetkms.process.KeyAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The names of KMS keys, of {@code parquet.kms.key.<name>} and of the policy. Immutable. */
final class KeyNames {

    private final Map<String, String> keyOfName;
    private final Map<String, String> nameOfKey = new HashMap<>();
    private final PolicyKeys policyKeys;

    /** @param access by the settings that an application was started with */
    KeyNames(KeyAccess access) {
        policyKeys = access.settings().policyKeys();
        keyOfName = new TreeMap<>(access.settings().keys());
        Policy policy = access.rules().policy();
        if (policy != null) {
            keyOfName.putAll(policy.keys());
        }
        keyOfName.forEach((name, keyId) -> nameOfKey.merge(keyId, name, (one, other) -> one + ", " + other));
    }

    /** What a name stands for; empty where it is none. */
    String keyOf(String name) {
        return keyOfName.getOrDefault(name, "");
    }

    /** A key's name, or several, or that of the policy's template that leads to it; empty where it has none. */
    String nameOf(String keyId) {
        String name = nameOfKey.get(keyId);
        return name == null ? policyKeys.nameOf(keyId) : name;
    }
}
