/**
 * What encryption costs a JVM that lives for seconds: CSV to Parquet and back, or one small file, without Spark. {@link CsvJob} runs
 * in those JVMs, the rest does not.
 */
package io.parquetkms.benchmarks.jobs.csv;
