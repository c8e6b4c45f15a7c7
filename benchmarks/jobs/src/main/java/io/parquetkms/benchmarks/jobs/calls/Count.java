package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.Way;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was asked of the KMS in a part of a job, and what the model says of it.
 *
 * @param measured by who asked for what: {@code driver GenerateDataKey}
 */
record Count(Way way, int executors, String what, Map<String, Long> measured, Map<String, Long> expected) {

    boolean asExpected() {
        return measured.equals(expected);
    }

    List<String> row() {
        return List.of(
                way.title(),
                String.valueOf(executors),
                what,
                describe(measured),
                asExpected() ? "yes" : "NO: " + describe(expected));
    }

    /** {@code 4 driver GenerateDataKey, 8 executors Decrypt}. */
    private static String describe(Map<String, Long> calls) {
        return calls.isEmpty()
                ? "none"
                : new TreeMap<>(calls)
                        .entrySet().stream()
                                .map(call -> call.getValue() + " " + call.getKey())
                                .collect(Collectors.joining(", "));
    }
}
