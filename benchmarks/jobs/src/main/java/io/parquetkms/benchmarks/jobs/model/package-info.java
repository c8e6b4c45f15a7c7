/**
 * The arithmetic of KMS calls: how many a job makes, what they cost, and how long tasks wait for them. Plain Java, no Spark; what
 * it says of small jobs is checked against real ones by {@code calls}.
 */
package io.parquetkms.benchmarks.jobs.model;
