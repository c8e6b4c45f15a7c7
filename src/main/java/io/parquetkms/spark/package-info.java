/**
 * The Spark plugin: checks the settings when an application starts and holds later ones to them, lets the driver fetch each
 * key once for all executors, and shows what happened.
 *
 * <p>Driver and executors speak through Spark's plugin messages, in bytes of {@link io.parquetkms.spark.broker.Wire}: Spark could not
 * deserialize a class of a jar that came by {@code spark.jars}, and might log a message that it can read.
 *
 * <p>May use: all other packages.
 */
@NullMarked
package io.parquetkms.spark;

import org.jspecify.annotations.NullMarked;
