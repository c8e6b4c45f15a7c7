/** The KMS of the benchmarks, and the client of the peer: what a team has that uses parquet-java's own key tools. */
package io.parquetkms.benchmarks.jobs.kms;
