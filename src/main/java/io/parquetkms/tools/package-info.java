/**
 * The command line, {@code parquet-kms}: the jar's main class and its subcommands. For users, by the name of
 * {@link io.parquetkms.tools.ParquetKmsCommand}. Hadoop and Parquet are the platform's, as for the rest of the library.
 *
 * <p>May use: {@code lake}, {@code parquet}, {@code config}, {@code spark.lake}, picocli, Jackson.
 */
@NullMarked
package io.parquetkms.tools;

import org.jspecify.annotations.NullMarked;
