/**
 * Holds every write of Spark's file sources to the rules: before it begins, on the driver ({@link
 * io.parquetkms.spark.enforce.EncryptionExtensions}), and file by file when a task commits ({@link
 * io.parquetkms.spark.enforce.CheckedCommitProtocol}). Spark makes these by their names; all of it is internal.
 *
 * <p>May use: {@code parquet} and those before it.
 */
@NullMarked
package io.parquetkms.spark.enforce;

import org.jspecify.annotations.NullMarked;
