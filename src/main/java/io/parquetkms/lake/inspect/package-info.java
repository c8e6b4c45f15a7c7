/**
 * What stands in a lake: which files are encrypted, and how; which KMS keys they need, and for which columns. Only the ends of files are
 * read. For users are {@code Inspection}, {@code Inventory} and what they give; the rest is internal.
 *
 * <p>May use: {@code config}, {@code kms}, {@code material}, {@code keys}, {@code policy}, {@code process}, {@code parquet}, {@code footer},
 * {@code lake}, Hadoop, Parquet, Caffeine.
 */
@NullMarked
package io.parquetkms.lake.inspect;

import org.jspecify.annotations.NullMarked;
