package io.parquetkms.benchmarks.jobs.lake;

/**
 * What one job took.
 *
 * @param seconds until its JVM ended
 * @param requests to the KMS
 * @param bytesRead as it says itself; -1 where it says nothing
 * @param bytesWritten as it says itself; -1 where it says nothing
 */
record Sample(Way way, double seconds, long requests, long bytesRead, long bytesWritten) {}
