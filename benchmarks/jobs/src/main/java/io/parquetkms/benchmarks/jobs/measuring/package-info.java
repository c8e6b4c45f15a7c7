/** Taking the time in one process, and making sense of it in another. */
package io.parquetkms.benchmarks.jobs.measuring;
