/**
 * Counts what Spark jobs ask of a KMS, with stock key tools and with parquet-kms, on clusters of real processes; and compares the
 * counts with what {@code model} says.
 */
package io.parquetkms.benchmarks.jobs.calls;
