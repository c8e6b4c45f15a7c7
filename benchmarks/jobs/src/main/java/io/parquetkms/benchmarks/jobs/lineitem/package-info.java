/**
 * What encryption costs a whole Spark job: TPC-H's lineitem written and scanned by JVMs of their own, plain, with stock key tools
 * and with this library in turn. {@link LineitemJob} runs in those JVMs, the rest does not.
 */
package io.parquetkms.benchmarks.jobs.lineitem;
