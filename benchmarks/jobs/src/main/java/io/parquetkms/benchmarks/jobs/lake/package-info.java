/**
 * What the tools for a lake take: {@code -Djob=lake}. Ten thousand files that a generator makes, each job in JVMs of its own, beside
 * parquet-java's own key rotation and beside rewriting.
 */
package io.parquetkms.benchmarks.jobs.lake;
