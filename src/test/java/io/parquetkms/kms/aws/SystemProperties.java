package io.parquetkms.kms.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sets the JVM's system properties, where the SDK looks first, and puts them back when closed. */
final class SystemProperties implements AutoCloseable {

    private final Map<String, Optional<String>> before = new HashMap<>();

    SystemProperties set(String name, String value) {
        remember(name);
        System.setProperty(name, value);
        return this;
    }

    SystemProperties clear(String name) {
        remember(name);
        System.clearProperty(name);
        return this;
    }

    private void remember(String name) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(text -> System.setProperty(name, text), () -> System.clearProperty(name)));
        before.clear();
    }
}
