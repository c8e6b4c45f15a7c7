/**
 * What can be asked in a Spark session, from Scala, Java, Python and SQL. For users, by the names of its classes.
 *
 * <p>May use: {@code parquet} and those before it, and {@code spark.ui}.
 */
@NullMarked
package io.parquetkms.spark.sql;

import org.jspecify.annotations.NullMarked;
