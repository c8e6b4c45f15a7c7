/**
 * How executors get keys from the driver: what Spark's channel allows, the messages, and both sides of them. Internal.
 *
 * <p>Driver and executors speak through Spark's plugin messages, in bytes of {@link io.parquetkms.spark.broker.Wire}: Spark could
 * not deserialize a class of a jar that came by {@code spark.jars}, and might log a message that it can read.
 *
 * <p>May use: all packages but {@code parquet}, {@code spark} and those beside this one.
 */
@NullMarked
package io.parquetkms.spark.broker;

import org.jspecify.annotations.NullMarked;
