package io.parquetkms.benchmarks.jobs.csv;

/**
 * What one JVM took.
 *
 * @param cpu seconds of the whole process: its own threads, and the compiler's and garbage collector's
 * @param wall seconds from its start to its end
 * @param classes that it loaded
 * @param requests to the KMS
 */
record Sample(int round, Workload workload, Variant variant, double cpu, double wall, long classes, long requests) {}
