package io.parquetkms.spark;

import io.parquetkms.policy.Policy;
import io.parquetkms.spark.broker.BrokerChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the driver tells each executor when it starts. Spark hands it on among its settings, where everyone can see it: there is
 * nothing secret in it.
 */
final class DriverMessage {

    private static final String MODE = "broker.mode";
    private static final String POLICY = "policy.text";
    private static final String POLICY_LOCATION = "policy.location";
    private static final String PINNED = "started.with.";

    private DriverMessage() {}

    static Map<String, String> of(BrokerChoice.Mode mode, Map<String, String> pinned, @Nullable Policy policy) {
        Map<String, String> message = new HashMap<>();
        message.put(MODE, mode.name());
        pinned.forEach((name, value) -> message.put(PINNED + name, value));
        if (policy != null) {
            message.put(POLICY_LOCATION, policy.location());
            message.put(POLICY, policy.text());
        }
        return message;
    }

    /** As the driver read it; null where there is none. */
    static @Nullable Policy policy(Map<String, String> message) {
        String text = message.get(POLICY);
        return text == null ? null : Policy.parse(message.getOrDefault(POLICY_LOCATION, ""), text);
    }

    static BrokerChoice.Mode mode(Map<String, String> message) {
        return BrokerChoice.Mode.valueOf(message.getOrDefault(MODE, BrokerChoice.Mode.OFF.name()));
    }

    static Map<String, String> pinned(Map<String, String> message) {
        return message.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PINNED))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(PINNED.length()), Map.Entry::getValue));
    }
}
