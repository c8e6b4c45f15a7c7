/** The peer: what a team has that uses parquet-java's own key tools. */
package io.parquetkms.benchmarks.jobs.kms;
