/** Whole Spark jobs, each in JVMs of its own, and the arithmetic that goes beyond what one machine can run. */
package io.parquetkms.benchmarks.jobs;
