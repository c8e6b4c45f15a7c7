package io.parquetkms.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the driver tells each executor when it starts. Spark hands it on among its settings, where everyone can see it: there is
 * nothing secret in it.
 */
final class DriverMessage {

    private static final String MODE = "broker.mode";
    private static final String STEERING = "started.with.";

    private DriverMessage() {}

    static Map<String, String> of(Brokering.Mode mode, Map<String, String> steering) {
        Map<String, String> message = new HashMap<>();
        message.put(MODE, mode.name());
        steering.forEach((name, value) -> message.put(STEERING + name, value));
        return message;
    }

    static Brokering.Mode mode(Map<String, String> message) {
        return Brokering.Mode.valueOf(message.getOrDefault(MODE, Brokering.Mode.OFF.name()));
    }

    static Map<String, String> steering(Map<String, String> message) {
        return message.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(STEERING))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(STEERING.length()), Map.Entry::getValue));
    }
}
