package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.Way;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was asked of the KMS in a part of a job, and what the model says of it.
 *
 * @param measured by who asked for what: {@code driver GenerateDataKey}
 */
record Count(int executors, Way way, String what, Map<String, Long> measured, Map<String, Long> expected) {

    Count {
        measured = new TreeMap<>(measured);
        expected = new TreeMap<>(expected);
    }

    boolean asExpected() {
        return measured.equals(expected);
    }

    /** {@code 4 GenerateDataKey by the driver, 8 Decrypt by executors}. */
    static String describe(Map<String, Long> calls) {
        if (calls.isEmpty()) {
            return "none";
        }
        return calls.entrySet().stream()
                .map(call -> {
                    String[] words = call.getKey().split(" ", 2);
                    return "%,d %s by %s"
                            .formatted(call.getValue(), words[1], words[0].equals("driver") ? "the driver" : words[0]);
                })
                .collect(Collectors.joining(", "));
    }
}
