/**
 * A lake's files, worked on by Spark's executors. For users, by the name of {@link io.parquetkms.spark.lake.SparkWorkers}.
 *
 * <p>May use: {@code lake}, {@code config}, {@code spark}, Spark, Hadoop.
 */
@NullMarked
package io.parquetkms.spark.lake;

import org.jspecify.annotations.NullMarked;
