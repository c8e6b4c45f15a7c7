package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;

/**
 * A measurement, and of what.
 *
 * @param steps that its JVM did
 * @param variant by name
 * @param latency of the KMS, in milliseconds
 * @param requests to the KMS by the whole JVM
 */
record Sample(int round, Phase phase, String steps, String variant, int latency, Measurement measured, long requests) {}
