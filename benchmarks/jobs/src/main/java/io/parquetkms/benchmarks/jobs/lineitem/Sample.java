package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;

/**
 * A measurement, and of what.
 *
 * @param step with its phase: {@code cold write}
 * @param requests to the KMS by the whole JVM
 */
record Sample(int round, String step, Variant variant, Measurement measured, long requests) {}
