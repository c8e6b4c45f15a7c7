/**
 * What encryption costs a JVM that has just started: its first file, without Spark. {@link FirstFileJob} and the libraries it tries
 * run in JVMs of their own, the rest does not.
 */
package io.parquetkms.benchmarks.jobs.start;
