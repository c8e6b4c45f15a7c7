/** The peer: what a team has that uses parquet-java's own key tools. Runs in forked JVMs, beside an AWS SDK of its own. */
package io.parquetkms.benchmarks.jobs.stock;
