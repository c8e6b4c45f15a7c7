package io.parquetkms.spark.ui;

import java.lang.reflect.Method;
import java.util.Arrays;

/** MethodArguments for a method whose parameters are known by their types only, as more are added from version to version. */
final class MethodArguments {

    private MethodArguments() {}

    /**
     * For each parameter the value of its type; for each boolean one, false.
     *
     * @throws IllegalArgumentException where a parameter has no value
     */
    static Object[] of(Method method, Object... values) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == boolean.class ? (Object) false : value(type, values))
                .toArray();
    }

    private static Object value(Class<?> type, Object... values) {
        return Arrays.stream(values)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No value for a parameter of " + type));
    }
}
