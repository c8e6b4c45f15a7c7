package io.parquetkms.spark;

import io.parquetkms.spark.broker.BrokerChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the driver tells each executor when it starts. Spark hands it on among its settings, where everyone can see it: there is
 * nothing secret in it.
 */
final class DriverMessage {

    private static final String MODE = "broker.mode";
    private static final String PINNED = "started.with.";

    private DriverMessage() {}

    static Map<String, String> of(BrokerChoice.Mode mode, Map<String, String> pinned) {
        Map<String, String> message = new HashMap<>();
        message.put(MODE, mode.name());
        pinned.forEach((name, value) -> message.put(PINNED + name, value));
        return message;
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
