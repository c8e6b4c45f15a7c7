package io.parquetkms.benchmarks.jobs.lineitem;

import java.util.List;
import java.util.Map;

/**
 * One of the things to compare: {@link Variants} has them by name.
 *
 * @param settings Spark's, beyond what the tools need
 * @param jvmOptions beyond those of all
 * @param classPath jars for Spark's own class path
 */
record Variant(
        String name, Tools tools, Map<String, String> settings, List<String> jvmOptions, List<String> classPath) {

    Variant {
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
        classPath = List.copyOf(classPath);
    }

    static Variant of(String name, Tools tools) {
        return new Variant(name, tools, Map.of(), List.of(), List.of());
    }

    Variant withSettings(Map<String, String> more) {
        return new Variant(name, tools, more, jvmOptions, classPath);
    }

    Variant withJvmOptions(String... more) {
        return new Variant(name, tools, settings, List.of(more), classPath);
    }

    Variant withClassPath(String... more) {
        return new Variant(name, tools, settings, jvmOptions, List.of(more));
    }

    /** Whether it makes any KMS calls, so that a slow KMS matters. */
    boolean asksKms() {
        return tools != Tools.NONE;
    }
}
