/**
 * What an application's processes did with keys: counted on each, told to the driver, put into Spark's metrics and event log.
 * {@link io.parquetkms.spark.report.KeyUsageEvent} and {@link io.parquetkms.spark.report.DatasetWrittenEvent} are for users; the rest is
 * internal.
 *
 * <p>May use: {@code process} and those before it, {@code spark.broker} for its bytes.
 */
@NullMarked
package io.parquetkms.spark.report;

import org.jspecify.annotations.NullMarked;
