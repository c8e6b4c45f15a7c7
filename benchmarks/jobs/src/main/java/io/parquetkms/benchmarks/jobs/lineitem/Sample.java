package io.parquetkms.benchmarks.jobs.lineitem;

/**
 * A measurement, and of what.
 *
 * @param variant by name
 * @param latency of the KMS, in milliseconds
 * @param step {@code write}, {@code scan}, or {@code jvm} for the whole life of the JVM that did {@code steps}
 * @param cpu seconds
 * @param wall seconds
 * @param requests to the KMS by the whole JVM
 */
record Sample(
        int round,
        Phase phase,
        String steps,
        String variant,
        int latency,
        String step,
        double cpu,
        double wall,
        long requests) {

    static final String WHOLE_JVM = "jvm";
}
